# What ./pyjit and ./test share. Sourced by them; sets `root`, the top of the
# source tree. All of it speaks on stderr, so that stdout stays the program's.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

# Debian packages that a build and the tests need.
readonly packages=(
  bazel-bootstrap
  bazel-platforms
  bazel-rules-java
  bazel-rules-proto
  clang-19
  libabsl-dev
  libclang-rt-19-dev
  libgmp-dev
  libgtest-dev
  libpcre2-dev
  libpython3.11-stdlib
  libpython3.11-testsuite
  lld-19
  llvm-19-dev
  python3.11
  zlib1g-dev
)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}

# Installs those of `packages` that are missing.
install_missing() {
  local installed missing=() package sudo=()
  command -v dpkg-query > /dev/null ||
    die "this needs Debian 12, whose packages it builds with"
  installed=$(dpkg-query --show \
    --showformat='${Package} ${db:Status-Status}\n' \
    "${packages[@]}" 2> /dev/null) || true
  for package in "${packages[@]}"; do
    [[ $'\n'$installed$'\n' == *$'\n'"$package installed"$'\n'* ]] ||
      missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return

  say "Installing Debian packages: ${missing[*]}"
  if ((EUID != 0)); then
    command -v sudo > /dev/null ||
      die "run as root, or install by hand: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  {
    "${sudo[@]}" apt-get update --quiet &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
  } < /dev/null >&2 || die "could not install ${missing[*]}"
}

# Whether a source is newer than the file `$1`, or that file is missing. Further
# arguments are top-level folders that do not matter. Folders count as well: their
# time is that of the last file added or removed.
changed_since() {
  local stamp=$1 path paths=()
  shift
  [[ -e $stamp ]] || return 0
  for path in "$root"/{.bazelignore,.bazelrc,BUILD,README.md,WORKSPACE} \
    "$root"/*/; do
    path=${path%/}
    [[ ! -e $path || -L $path || " $* " == *" ${path##*/} "* ]] ||
      paths+=("$path")
  done
  [[ -n $(find "${paths[@]}" -newer "$stamp" -print -quit) ]]
}

# A stamp is a file that says how the tree was when some work on it began:
# begin_stamp before the work, end_stamp with a line to keep once it succeeded.
# What changes while the work goes on is newer than the stamp.
begin_stamp() {
  mkdir -p "$(dirname "$1")"
  touch "$1.new"
}

end_stamp() {
  printf '%s\n' "$2" > "$1.text"
  touch --reference="$1.new" "$1.text"
  mv "$1.text" "$1"
  rm "$1.new"
}
