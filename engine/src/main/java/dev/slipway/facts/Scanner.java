package dev.slipway.facts;

import dev.slipway.build.BaseImage;
import java.io.IOException;
import java.util.List;

/** Looks for known vulnerabilities of an image's packages. There is one implementation for each source of data. */
public interface Scanner {
    /**
     * Gives one answer for each part of an image that it knows.
     *
     * @param release Debian's release of the base
     * @param libraries in the image above its base
     */
    List<Answer> scan(BaseImage base, String release, List<Library> libraries) throws IOException, InterruptedException;

    /** One of three answers. Missing data is an answer of its own. */
    sealed interface Answer {
        /** Kind of packages, such as {@code deb}. */
        String ecosystem();

        /** What was compared with what, and how old the data is. */
        String evidence();

        record Clean(String ecosystem, String evidence) implements Answer {}

        /** @param found each with the package, its version and what mends it */
        record Vulnerable(String ecosystem, String evidence, List<String> found) implements Answer {
            public Vulnerable {
                found = List.copyOf(found);
            }
        }

        record NoData(String ecosystem, String evidence) implements Answer {}
    }
}
