import socket, sys, urllib.request
failed = 0
for url in @urls@:
    try:
        print(url, "answered", urllib.request.urlopen(url, timeout=20).status)
    except Exception as problem:
        print(url, "answered", problem)
        failed = 1
%if database
try:
    socket.create_connection(("@database@", @port@), timeout=20).close()
    print("@database@:@port@ accepts connections")
except OSError as problem:
    print("@database@:@port@", problem)
    failed = 1
%end
sys.exit(failed)
