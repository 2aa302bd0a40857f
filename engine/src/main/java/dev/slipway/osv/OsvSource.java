package dev.slipway.osv;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where published vulnerabilities are looked up. */
public interface OsvSource {
    /** Looks all packages up at once. What cannot be looked up is told as missing, never as free of vulnerabilities. */
    Lookup find(Collection<Coordinates> packages) throws IOException, InterruptedException;

    /**
     * The answer.
     *
     * @param source for people
     * @param dates of each ecosystem that was looked up: how old its oldest part is
     * @param found advisories of each package that has some
     * @param missing why an ecosystem was not looked up, or not all of it
     */
    record Lookup(
            String source,
            Map<Ecosystem, Instant> dates,
            Map<Coordinates, List<Advisory>> found,
            Map<Ecosystem, String> missing) {
        public Lookup {
            dates = new TreeMap<>(dates);
            found = Map.copyOf(found);
            missing = new TreeMap<>(missing);
        }
    }
}
