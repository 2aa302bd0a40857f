// What the words behind this file's name say is started in its place, with these variables.
pcntl_exec($argv[1], array_slice($argv, 2), getenv());
fwrite(STDERR, "could not start $argv[1]\n");
exit(127);
