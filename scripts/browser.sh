# What scripts/test-console and scripts/guide-pictures need, which both read: Chromium, Node.js 20 or newer with npm, what npm installs beside the tests, and the
# program of these sources. Whoever lacks one of them ends with 3, and says which.
missing() {
  echo "missing: $1" >&2
  exit 3
}
export CHROMIUM="${CHROMIUM:-$(command -v chromium || true)}"
[ -n "$CHROMIUM" ] || missing chromium
major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
[ "${major:-0}" -ge 20 ] || missing "Node.js 20"
command -v npm >/dev/null || missing npm

# Beside what is installed for them, which is no part of the sources.
tests=target/console-tests
mkdir -p "$tests"
cp -r crates/server/browser/. "$tests"
if ! cmp -s "$tests/package-lock.json" "$tests/installed.json"; then
  (cd "$tests" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || missing "what npm installs"
  cp "$tests/package-lock.json" "$tests/installed.json"
fi
# cargo knows when there is nothing to be done; what lies there may be of other sources.
built="${CARGO_TARGET_DIR:-$PWD/target}/debug"
if [ -z "${FETTER:-}" ]; then
  cargo build --quiet --bin fetter --locked
  FETTER="$built/fetter"
fi
export FETTER FETTER_PICTURES="$PWD/target/console"
