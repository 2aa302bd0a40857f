package dev.slipway.process;

import java.util.Map;

/** Says how to get the tools that builds need. */
public final class InstallHints {
    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("npm", "install Node.js 20.9 or newer (Debian 13: apt install nodejs npm)"),
            Map.entry("node", "install Node.js 20.9 or newer (Debian 13: apt install nodejs)"),
            Map.entry("pnpm", "npm install --global pnpm"),
            Map.entry("yarn", "npm install --global yarn"),
            Map.entry("bun", "npm install --global bun"),
            Map.entry("mvn", "install Maven (Debian: apt install maven), or add the Maven wrapper to the project"),
            Map.entry("gradle", "add the Gradle wrapper to the project"),
            Map.entry("go", "install Go (Debian: apt install golang-go)"),
            Map.entry("python3", "install Python 3 (Debian: apt install python3 python3-venv)"),
            Map.entry("jlink", "install a JDK with its jmods (Debian: apt install openjdk-25-jdk-headless)"));

    private InstallHints() {}

    /** How to get a missing tool. */
    public static String of(String tool) {
        return HINTS.getOrDefault(tool, "install " + tool + " and put it on the PATH");
    }
}
