package dev.slipway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ValuesSchemaTest {
    private static final SortedMap<String, String> FILES = ChartFiles.of(Notebook.model());
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(JsonMapper.shared().readTree(FILES.get("values.schema.json")));

    private static JsonNode values(String file) {
        return new YAMLMapper().readTree(FILES.get(file));
    }

    private static List<String> problems(JsonNode values) {
        return SCHEMA.validate(values).stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.yaml", "values-dev.yaml", "values-prod.yaml"})
    void acceptsTheChartsOwnValues(String file) {
        assertThat(problems(values(file))).isEmpty();
    }

    @Test
    void everyValueOfAnEnvironmentHasADefault() {
        for (String file : List.of("values-dev.yaml", "values-prod.yaml")) {
            within(values(file), values("values.yaml"), file);
        }
    }

    private static void within(JsonNode part, JsonNode whole, String at) {
        part.properties().forEach(p -> {
            assertThat(whole.has(p.getKey())).as(at + "." + p.getKey()).isTrue();
            within(p.getValue(), whole.path(p.getKey()), at + "." + p.getKey());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/publicUrl | 'not a url'",
                "/ingress/enabled | 'yes'",
                "/services/backend/replicas | '2'",
                "/services/backend/replicas | -1",
                "/services/backend/maxSurge | 0",
                "/services/backend/maxSurge | 'some'",
                "/services/backend/image/tag | ''",
                "/services/backend/image/digest | 'sha256:short'",
                "/services/backend/image/pullPolicy | 'Sometimes'",
                "/services/backend/env | ['A=b']",
                "/services/backend/env/LOG_LEVEL | 5",
                "/services/backend/resources/limits/memory | 'lots'",
                "/services/backend/autoscaling/maxReplicas | 1.5",
                "/services/postgres/credentials/password | 'with @ in it'",
                "/secrets/JWT_SECRET | 12345",
                "/services/backend/replica | 3",
                "/service | {}",
            })
    void refusesWhatIsWrong(String pointer, String value) {
        ObjectNode values = (ObjectNode) values("values.yaml");
        int end = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) values.at(pointer.substring(0, end));
        parent.set(pointer.substring(end + 1), new YAMLMapper().readTree(quoted(value)));
        assertThat(problems(values)).isNotEmpty();
    }

    /** The source above lost the quotes around texts. */
    private static String quoted(String value) {
        return value.matches("-?[0-9.]+|\\{}|\\[.*]") && !value.equals("2")
                ? value
                : JsonMapper.shared().writeValueAsString(value);
    }
}
