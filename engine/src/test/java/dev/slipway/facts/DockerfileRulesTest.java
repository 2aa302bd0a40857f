package dev.slipway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DockerfileRulesTest {
    @Test
    void eachBrokenRuleIsFoundWithItsLine() {
        String bad = """
                FROM node:latest
                FROM python
                ENV API_KEY=abc
                COPY . .
                RUN apt-get update && apt-get install curl
                RUN npm ci
                ADD x /x
                WORKDIR app
                USER root
                CMD npm start
                """;
        assertThat(DockerfileRules.broken(bad))
                .anyMatch(b -> b.startsWith("1:") && b.contains("DL3007"))
                .anyMatch(b -> b.startsWith("2:") && b.contains("DL3006"))
                .anyMatch(b -> b.startsWith("3:") && b.contains("secret"))
                .anyMatch(b -> b.startsWith("4:") && b.contains("before the dependencies"))
                .anyMatch(b -> b.startsWith("5:") && b.contains("DL3009"))
                .anyMatch(b -> b.startsWith("5:") && b.contains("DL3015"))
                .anyMatch(b -> b.startsWith("7:") && b.contains("DL3020"))
                .anyMatch(b -> b.startsWith("8:") && b.contains("DL3000"))
                .anyMatch(b -> b.contains("'root'") && b.contains("DL3002"))
                .anyMatch(b -> b.startsWith("10:") && b.contains("DL3025"));
    }
}
