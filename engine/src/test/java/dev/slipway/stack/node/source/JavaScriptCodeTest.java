package dev.slipway.stack.node.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaScriptCodeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
        a(1); // b(2)                          | a(1);
        a(1) /* b(2) */ + c(3)                 | a(1)            + c(3)
        a("// no comment") // b                | a("// no comment")
        a('it\\'s // no comment') // b         | a('it\\'s // no comment')
        x = /["'`]\\/\\/[/*]/.test(y) // b     | x = /["'`]\\/\\/[/*]/.test(y)
        return /'/.test(y) // b                | return /'/.test(y)
        x = a / 2 / b // '                     | x = a / 2 / b
        x = f(a) / 2 // '                      | x = f(a) / 2
        `a ${b(`c ${d} // e`)} // f` // g      | `a ${b(`c ${d} // e`)} // f`
        <a href="//x">{/* it's b */}</a>;      | <a href="//x">{            }</a>;
        <br /> // it's b                       | <br />
        #!/usr/bin/env node                    | %%
        """)
    void commentsBecomeBlanks(String text, String code) {
        assertThat(JavaScriptCode.of(text)).hasSameSizeAs(text);
        assertThat(JavaScriptCode.of(text).stripTrailing()).isEqualTo(code);
    }

    @Test
    void ofATemplateOverSeveralLinesOnlyWhatItTakesInIsCode() {
        String text = "x = `\n  process.env.A\n  ${process.env.B ?? `{${c}}`} ' // d\n`; // e\nf();";

        String code = JavaScriptCode.of(text);

        assertThat(code)
                .doesNotContain("process.env.A", "// d", "// e")
                .contains("${process.env.B ?? `{${c}}`}", "f();");
        assertThat(code.lines()).hasSameSizeAs(text.lines().toList());
    }

    @Test
    void whatIsNotClosedEndsWithTheFile() {
        assertThat(JavaScriptCode.of("a(); /* b")).isEqualTo("a();     ");
        assertThat(JavaScriptCode.of("a('b")).isEqualTo("a('b");
        assertThat(JavaScriptCode.of("a(`b ${c(")).isEqualTo("a(`b ${c(");
        assertThat(JavaScriptCode.of("a = '\\")).isEqualTo("a = '\\");
    }
}
