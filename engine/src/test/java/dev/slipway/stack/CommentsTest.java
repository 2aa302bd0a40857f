package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {
    @Test
    void whatIsToldIsBlankedAndWhatRunsKeepsItsPlace() {
        String code =
                "a('http://b'); // getenv('C')\n/* getenv('D')\n*/ #[Route('/e')]\n# getenv('F')\ng(\"it's # h\");";
        String blanked = Comments.PHP.blanked(code);
        assertThat(blanked)
                .hasSameSizeAs(code)
                .contains("a('http://b');", "#[Route('/e')]", "g(\"it's # h\");")
                .doesNotContain("getenv");
        assertThat(blanked.indexOf("g(\"")).isEqualTo(code.indexOf("g(\""));
    }

    @Test
    void aPlaceholderInAStringOfRubyIsNoComment() {
        assertThat(Comments.RUBY.blanked("x = \"#{ENV['A']}\" # ENV['B']\n=begin\nENV['C']\n=end\ny = ENV['D']"))
                .contains("ENV['A']", "ENV['D']")
                .doesNotContain("ENV['B']", "ENV['C']");
    }

    @Test
    void aLifetimeOfRustBeginsNoString() {
        assertThat(Comments.RUST.blanked("fn f<'a>(x: &'a str) {} // env::var(\"A\")\nenv::var(\"B\")"))
                .contains("env::var(\"B\")")
                .doesNotContain("\"A\"");
    }
}
