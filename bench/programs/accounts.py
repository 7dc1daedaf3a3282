"""Objects: accounts with histories, a bank that moves money between them."""


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.name} lacks {amount - account.balance}")
        self.account = account
        self.amount = amount


class Entry:
    def __init__(self, kind, amount, balance):
        self.kind = kind
        self.amount = amount
        self.balance = balance


class Account:
    interest = 0

    def __init__(self, name, balance=0):
        self.name = name
        self.balance = balance
        self.history = []

    def deposit(self, amount, kind="deposit"):
        if amount <= 0:
            raise ValueError("amounts are positive")
        self.balance += amount
        self.history.append(Entry(kind, amount, self.balance))

    def withdraw(self, amount, kind="withdrawal"):
        if amount > self.available():
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        self.history.append(Entry(kind, -amount, self.balance))

    def available(self):
        return self.balance

    def end_of_month(self):
        if self.interest:
            self.deposit(1 + self.balance * self.interest // 1000, kind="interest")


class Savings(Account):
    interest = 3

    def __init__(self, name, balance=0, floor=10):
        super().__init__(name, balance)
        self.floor = floor

    def available(self):
        return self.balance - self.floor


class Credit(Account):
    def __init__(self, name, limit):
        super().__init__(name)
        self.limit = limit

    def available(self):
        return self.balance + self.limit


class Bank:
    def __init__(self):
        self.accounts = {}
        self.failed = 0
        self.seed = 12345

    def open(self, account):
        self.accounts[account.name] = account
        return account

    def random(self, below):
        self.seed = (self.seed * 1103515245 + 12345) % 2147483648
        return self.seed // 65536 % below

    def transfer(self, source, target, amount):
        try:
            self.accounts[source].withdraw(amount, kind="transfer")
        except InsufficientFunds:
            self.failed += 1
            return False
        self.accounts[target].deposit(amount, kind="transfer")
        return True


def work():
    bank = Bank()
    for i in range(50):
        if i % 3 == 0:
            bank.open(Savings("savings-%d" % i, 1000, floor=i))
        elif i % 3 == 1:
            bank.open(Credit("credit-%d" % i, 500 + i))
        else:
            bank.open(Account("plain-%d" % i, 800))
    names = list(bank.accounts)
    for month in range(12):
        for _ in range(2000):
            source = names[bank.random(len(names))]
            target = names[bank.random(len(names))]
            if source != target:
                bank.transfer(source, target, 1 + bank.random(300))
        for account in bank.accounts.values():
            if account.balance > 0:
                account.end_of_month()
    moved = 0
    for account in bank.accounts.values():
        for entry in account.history:
            if entry.kind == "transfer" and entry.amount > 0:
                moved += entry.amount
    return bank.failed, moved, sum(a.balance for a in bank.accounts.values())


def run():
    for _ in range(3):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
