# Runs in the new namespaces as their root, with BusyBox's shell as their first process; what it starts last is the step.
# $1: the system with the tools used here  $2: the root file system  $3: an empty folder  $4: folder of this step
# $5: root, or user where the namespaces are those of an ordinary user  $6: yes where the step fetches
# $7: its folder  $8: options of prlimit(1); the rest: its command
set -e
system=$1 root=$2 place=$3 run=$4 who=$5 fetches=$6 dir=$7 limits=$8
shift 8
busybox=$system/usr/bin/busybox
libraries=$(echo "$system"/usr/lib/*-linux-gnu)
loader=$(echo "$libraries"/ld-linux-*.so.*)
exec 9> "$run/entered"

# With a source in the command, nobody looks for the place in /proc/mounts, where a path with links in it has another name.
bind() {
    $busybox mount --bind "$1" "$2"
    $busybox mount -o "remount,bind,nosuid,nodev$3" none "$2"
}

# What the builder writes belongs on this machine to whom the folder belongs to.
lend() {
    if [ "$who" = root ] && "$loader" --library-path "$libraries" "$system/usr/bin/mount" \
            --bind -o "X-mount.idmap=u:0:65532:1 g:0:65532:1" "$1" "$2" 2> /dev/null; then
        $busybox mount -o remount,bind,nosuid,nodev none "$2"
    else
        [ "$who" = user ] || $busybox chown -R 65532:65532 "$1"
        bind "$1" "$2" ""
    fi
}

# What is there can be read; what is written over it goes with the step.
keep() {
    lend "$1" "$2"
    options="lowerdir=$2,upperdir=$run/over/upper,workdir=$run/over/work"
    [ "$who" = root ] || options=$options,userxattr
    $busybox mount -t overlay -o "nosuid,nodev,$options" room "$2" 2> /dev/null || :
}

# Mapping owners asks for this namespace's processes.
[ "$who" = user ] || $busybox mount -t proc proc /proc
bind "$root" "$place" ,ro
$busybox mount -t proc -o nosuid,noexec,nodev,hidepid=2 proc "$place/proc"
$busybox mount -t tmpfs -o mode=755,nosuid,noexec,size=1m room "$place/dev"
for device in null zero full random urandom; do
    : > "$place/dev/$device"
    $busybox mount --bind "/dev/$device" "$place/dev/$device"
done
$busybox ln -s /proc/self/fd "$place/dev/fd"
$busybox ln -s fd/0 "$place/dev/stdin"
$busybox ln -s fd/1 "$place/dev/stdout"
$busybox ln -s fd/2 "$place/dev/stderr"
$busybox mkdir "$place/dev/shm"
$busybox mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=1g room "$place/dev/shm"
for folder in run opt mnt home cache; do
    $busybox mount -t tmpfs -o mode=755,nosuid,nodev,size=1m room "$place/$folder"
done
$busybox mkdir "$place/run/system" "$place/run/old" "$place/run/slipway"
bind "$system" "$place/run/system" ,ro
bind "$run/inside" "$place/run/slipway" ,ro
bind "$run/tmp" "$place/tmp" ""
tab=$(printf '\t')
while IFS=$tab read -r from to how; do
    if [ -d "$from" ]; then
        $busybox mkdir -p "$place$to"
    elif [ ! -e "$place$to" ]; then
        : > "$place$to"
    fi
    case $how in
        rw) lend "$from" "$place$to" ;;
        kept) keep "$from" "$place$to" ;;
        own) bind "$from" "$place$to" "" ;;
        ro) bind "$from" "$place$to" ,ro ;;
    esac
done < "$run/mounts"

cd "$place"
$busybox pivot_root . run/old
cd /
busybox=/run/system/usr/bin/busybox
libraries=$(echo /run/system/usr/lib/*-linux-gnu)
loader="$(echo "$libraries"/ld-linux-*.so.*) --library-path $libraries /run/system/usr/bin"
$busybox umount -l /run/old
$busybox rmdir /run/old
[ -e /proc/self/net/if_inet6 ] && $busybox ip link set lo up

# Without privileges from here on, as another user than this shell's.
enter() {
    if [ "$who" = root ]; then
        exec $loader/prlimit $limits \
            $loader/setpriv --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all \
            --ambient-caps=-all --no-new-privs --seccomp-filter /run/slipway/filter -- "$@"
    else
        exec $loader/prlimit $limits \
            $loader/unshare --user --map-user=65532 --map-group=65532 --keep-caps \
            $loader/setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all --no-new-privs \
            --seccomp-filter /run/slipway/filter -- "$@"
    fi
}

if [ "$fetches" = yes ]; then
    ( exec 9>&-; exec $loader/socat -d0 TCP4-LISTEN:3128,bind=127.0.0.1,reuseaddr,fork UNIX-CONNECT:/run/slipway/network ) \
        < /dev/null > /dev/null 2>&1 &
    while ! $busybox grep -q '0100007F:0C38 00000000:0000 0A' /proc/net/tcp; do
        $busybox usleep 3000
    done
fi
cd "$dir"
echo in >&9
( exec 9>&-; enter "$@" ) < /dev/null &
wait $!
exit $?
