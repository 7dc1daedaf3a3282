"""Dicts and comprehensions: joining, grouping and summing tables of rows."""


def make_tables():
    products = [{"id": i, "name": "product %d" % i, "kind": "kind%d" % (i % 9),
                 "price": 5 + i * 37 % 113} for i in range(150)]
    shops = {i: {"city": ["Rome", "Oslo", "Lima", "Kiev"][i % 4], "rank": i % 3} for i in range(20)}
    sales = []
    seed = 17
    for day in range(60):
        for _ in range(60):
            seed = (seed * 75 + 74) % 65537
            sales.append({"day": day, "product": seed % 150, "shop": seed // 7 % 20,
                          "pieces": 1 + seed % 5})
    return products, shops, sales


def group_by(rows, key):
    groups = {}
    for row in rows:
        value = row[key]
        if value not in groups:
            groups[value] = []
        groups[value].append(row)
    return groups


def join(sales, products, shops):
    by_id = {product["id"]: product for product in products}
    joined = []
    for sale in sales:
        product = by_id[sale["product"]]
        row = dict(sale)
        row["kind"] = product["kind"]
        row["city"] = shops[sale["shop"]]["city"]
        row["total"] = sale["pieces"] * product["price"]
        joined.append(row)
    return joined


def pivot(rows, down, across, value):
    table = {}
    for row in rows:
        line = table.setdefault(row[down], {})
        line[row[across]] = line.get(row[across], 0) + row[value]
    return table


def moving_average(values, width):
    return [sum(values[max(0, i - width + 1):i + 1]) / min(i + 1, width)
            for i in range(len(values))]


def invert(mapping):
    out = {}
    for key, values in mapping.items():
        for value in values:
            out.setdefault(value, set()).add(key)
    return out


def work():
    products, shops, sales = make_tables()
    rows = join(sales, products, shops)
    table = pivot(rows, "kind", "city", "total")
    totals = {kind: sum(line.values()) for kind, line in table.items()}
    by_day = group_by(rows, "day")
    daily = [sum(row["total"] for row in by_day[day]) for day in sorted(by_day)]
    trend = moving_average(daily, 7)
    best = {city: max((r for r in rows if r["city"] == city), key=lambda r: r["total"])["product"]
            for city in ("Rome", "Oslo", "Lima", "Kiev")}
    sold_in = {city: [r["product"] for r in group] for city, group in group_by(rows, "city").items()}
    everywhere = [p for p, cities in invert(sold_in).items() if len(cities) == 4]
    removed = 0
    stock = {product["id"]: 40 for product in products}
    for sale in sales:
        if sale["product"] in stock:
            stock[sale["product"]] -= sale["pieces"]
            if stock[sale["product"]] <= 0:
                del stock[sale["product"]]
                removed += 1
    return (sorted(totals.items())[:3], round(sum(trend), 6), sorted(best.items()),
            len(everywhere), removed, len({**stock, **totals}))


def run():
    for _ in range(25):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
