# Starts the room and ends it when standard input closes, which it does when Slipway ends, however that happens.
# $1: folder of this step; the rest: the command that makes the room.
run=$1
shift
exec 3<&0
(
    while read -r group; do
        echo 0 > "$group/cgroup.procs" || exit 125
    done < "$run/groups"
    exec "$@"
) < /dev/null 3<&- &
room=$!
echo "$room" > "$run/pid"
(
    while read -r line; do :; done
    kill -KILL "$room"
) <&3 > /dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$room"
code=$?
kill -KILL "$watcher" 2> /dev/null
exit "$code"
