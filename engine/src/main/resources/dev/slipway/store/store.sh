# What the programs that start a database's server share.

# quoted TEXT QUOTE: the text as it stands between such quotes in SQL, its own doubled.
quoted() { printf '%s' "$1" | while IFS= read -r line || [ -n "$line" ]; do
  while [ "${line#*"$2"}" != "$line" ]; do printf '%s%s%s' "${line%%"$2"*}" "$2" "$2"; line=${line#*"$2"}; done
  printf '%s' "$line"
done; }

# scripts COMMAND...: gives each SQL file of the application to the command, in the order of their names.
scripts() {
  for script in /docker-entrypoint-initdb.d/*.sql; do
    if [ -f "$script" ]; then echo "running $script"; "$@" < "$script"; fi
  done
}

# await COMMAND...: until it succeeds, for half a minute.
await() {
  for try in $(seq 1 300); do
    if "$@" > /dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  "$@"
}
