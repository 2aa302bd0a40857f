package dev.slipway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionPlanTest {
    @TempDir
    Path run;

    @Test
    void tellsWhatWasDoneWhenWhoApprovedAndWhatIsToBeLearned() throws Exception {
        Files.writeString(run.resolve("report.json"), """
                {"standing": "Not verified", "run": {"id": "2026-12-01T10-45", "version": "0.1.0",
                  "started": "2026-12-01T10:45:12.2Z", "duration": "PT3M31.5S", "application": {"name": "shop"},
                  "failure": {"id": "SLIP-299", "summary": "The gate is closed.", "why": "A | B", "fix": "mend it"},
                  "gates": [{"id": "G2", "checks": [{"status": "PASS"}, {"status": "FAIL"}, {"status": "NO_DATA"}]}],
                  "phases": [{"name": "containerize", "status": "RAN", "started": "2026-12-01T10:45:20Z",
                    "duration": "PT12.34S", "reason": "first time | of many"}, {"name": "containerize/api", "status": "RAN",
                    "started": "2026-12-01T10:45:20Z", "duration": "PT1S", "reason": ""}]},
                 "findings": [{"id": "G2.size.api", "status": "FAIL", "title": "It is small", "evidence": "<b>200 MB\\nmore",
                   "fix": "leave out `x`"}]}
                """);
        Files.writeString(run.resolve("ledger.jsonl"), """
                {"at":"2026-12-01T10:45:19Z","what":"approval","phase":"prepare","gate":"G1","approved":true,"by":"automatic"}
                {"at":"2026-12-01T10:45:30Z","what":"noted","step":"containerize/C3","detail":"it does not serve yet; tried now: port 8080"}
                {"cut
                """);

        assertThat(ExecutionPlan.of(run)).contains("""
                        # Execution plan of shop

                        Run 2026-12-01T10-45, begun 2026-12-01T10:45:12Z, took 211.5 s. Slipway 0.1.0. Not verified.

                        ## Phases
                        | phase | outcome | began | took | what, and why |
                        |---|---|---|---|---|
                        | containerize | ran | 2026-12-01T10:45:20Z | 12.3 s | first time \\| of many |

                        ## Gates
                        | gate | conditions | result |
                        |---|---|---|
                        | G2 | 3 | closed: 1 fail, 1 no data, 1 pass |

                        ## Approvals
                        - G1 after prepare: approved by automatic, 2026-12-01T10:45:19Z

                        ## Lessons learned
                        - **SLIP-299** The gate is closed. A | B Next: mend it
                        - containerize/C3: it does not serve yet; tried now: port 8080
                        - G2.size.api (fail): It is small: &lt;b>200 MB more. Next: leave out 'x'
                        """);
    }

    @Test
    void aRunWithoutAReportHasNoPlan() throws Exception {
        assertThat(ExecutionPlan.of(run)).isEmpty();
    }
}
