package dev.slipway.build;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A package that a registry was asked for and did not give: it has none of that name and version, or keeps it from this machine. */
final class MissingPackage {
    private static final int LONGEST = 300;

    /** How npm, pnpm, Yarn, pip, uv, Maven, Gradle, Go, Cargo, Bundler and Composer say it. */
    private static final Pattern SAID = Pattern.compile(
            "(?i)\\bE40[134]\\b|\\bERR_PNPM_FETCH_40[134]\\b|\\bERR_PNPM_NO_MATCHING_VERSION\\b"
                    + "|\\b40[134] (?:Not Found|Forbidden|Unauthorized)\\b|\\bstatus(?: code)?:? 40[134]\\b"
                    + "|\\bclient error \\(40[134]|\\bresponse 40[134]\\b|\\bcould not find artifact\\b"
                    + "|\\bwas not found in (?:https?://|central\\b|the package registry)|\\bno matching distribution\\b"
                    + "|\\bnotarget\\b|\\bcould not find gem\\b|\\bno matching package named\\b"
                    + "|\\bfailed to select a version for the requirement\\b|\\bcould not find a matching version of package\\b");

    private MissingPackage() {}

    /** The first of a tool's lines that says so. */
    static Optional<String> line(List<String> lines) {
        return lines.stream()
                .filter(line -> SAID.matcher(line).find())
                .map(String::strip)
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...")
                .findFirst();
    }
}
