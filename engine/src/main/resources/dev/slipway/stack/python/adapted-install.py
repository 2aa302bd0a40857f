"""Installs what fits together, in place of versions that no longer do.

What the source does not fix is taken as of the time of what it fixes, and what has no built file for this Python, and cannot be built, in
its next version that has one. Arguments: requirements, constraints or "", "locked" or "", where the versions go, where the packages go,
where what was done is told, Python's version, platform, options of indexes, "--", further packages.
"""
import datetime, os, pathlib, re, shutil, subprocess, sys, tomllib

wanted, fixed, locked, resolved, installed, told, version, platform, *rest = sys.argv[1:]
cut = rest.index("--")
common = ["--python-version", version, "--python-platform", platform, *rest[:cut]]
besides = rest[cut + 1:]
made = pathlib.Path(told).parent
freed, compiled, lines = {}, set(), []
date = ""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def uv(*words):
    done = subprocess.run(["uv", "pip", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "" if done.returncode == 0 else done.stdout or "uv ended with %d" % done.returncode


def options():
    words = list(common)
    if date:
        words += ["--exclude-newer", date]
    for name in sorted(freed):
        if name not in compiled:
            words += ["--only-binary", name]
        if date:
            words += ["--exclude-newer-package", name + "=" + datetime.date.today().isoformat()]
    return words


def resolve(target, *more):
    (made / "freed.txt").write_text("".join("%s>=%s\n" % one for one in sorted(freed.items())))
    (made / "besides.in").write_text("".join(one + "\n" for one in besides))
    words = ["compile", "--quiet", "--no-header", "--no-annotate", wanted, str(made / "besides.in")]
    words += [*options(), *more, "--output-file", target]
    words += ["--override", str(made / "freed.txt")]
    if fixed:
        kept = [l for l in pathlib.Path(fixed).read_text().splitlines() if normal(re.split(r"[^\w.-]", l, maxsplit=1)[0]) not in freed]
        (made / "kept.txt").write_text("\n".join(kept) + "\n")
        words += ["--constraint", str(made / "kept.txt")]
    pathlib.Path(target).unlink(missing_ok=True)
    return uv(*words)


def install():
    shutil.rmtree(installed, ignore_errors=True)
    return uv("install", "--quiet", "--target", installed, *options(), "--link-mode", "copy", "--requirement", resolved)


def free(said):
    """Lets go of what the failure names; whether there was something."""
    if re.search(r"error sending request|dns error|operation timed out|[Cc]onnection (?:refused|reset)|tunnel error", said):
        return False  # of the network, not of a package
    known = re.search(r"Failed to (?:download and )?build `([\w.-]+)==([^`\s]+)`", said) \
        or re.search(r"([A-Za-z0-9][\w.-]*)(?:\[[^]]*])?\s*[=>]=\s*([\w.]+)\S*\s+has\s+no\s+(?:usable\s+)?wheels", said) \
        or re.search(r"Because ([A-Za-z0-9][\w.-]*)()\s.*has\s+no\s+(?:usable\s+)?wheels", said)
    if not known:
        return False
    name, least = normal(known[1]), known[2] or "0"
    if name in compiled:
        return False
    if name in freed:
        compiled.add(name)
    freed.setdefault(name, least)
    return True


def attempt(action):
    """Until it succeeds or nothing is left to let go of."""
    for _ in range(30):
        said = action()
        if not said:
            return
        if not free(said):
            sys.exit(said)
        if action is install:
            attempt(lambda: resolve(resolved))
    sys.exit(said)


def time_of_pins():
    """When the newest of the versions that the source fixes came out, and two months."""
    pins = {normal(m[1]) for m in map(re.compile(r"([\w.-]+)(?:\[[^]]*])?\s*===?\s*[\w.]+").match, pathlib.Path(wanted).read_text().splitlines()) if m}
    draft = made / "pylock.draft.toml"
    if not pins or resolve(str(draft), "--format", "pylock.toml"):
        return ""
    came = []
    for one in tomllib.loads(draft.read_text()).get("packages", []):
        files = [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        times = [f["upload-time"] for f in files if "upload-time" in f]
        if normal(one["name"]) in pins and times:
            came.append(min(times))
    return (max(came) + datetime.timedelta(days=60)).date().isoformat() if came else ""


os.makedirs(made, exist_ok=True)
if locked:
    lines.append("the lock was left aside: what the ranges of the manifest allow was taken")
else:
    date = time_of_pins()
    if date:
        lines.append("what has no version was taken as of " + date + ", the time of what has one")
attempt(lambda: resolve(resolved))
attempt(install)
versions = dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", pathlib.Path(resolved).read_text()))
for name, least in sorted(freed.items()):
    lines.append("%s %s in place of %s, of which there is no built file for Python %s" % (name, versions.get(name, ""), least, version))
pathlib.Path(told).write_text("\n".join(lines) + "\n") if lines else pathlib.Path(told).unlink(missing_ok=True)
print("\n".join(lines))
