package dev.slipway.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods that remember what was done to them. */
final class RecordedPods implements Pods {
    final List<PodState> pods = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final Map<String, long[]> use = new LinkedHashMap<>();

    static PodState ready(String name) {
        return new PodState(name, true, 0, "Running", List.of(new Asks("main", 100, 64L << 20, 128L << 20)), Map.of());
    }

    @Override
    public List<PodState> of(String service) {
        return pods.stream().filter(p -> p.name().startsWith(service)).toList();
    }

    @Override
    public void delete(String pod) {
        deleted.add(pod);
    }

    @Override
    public Map<String, long[]> use() {
        return use;
    }
}
