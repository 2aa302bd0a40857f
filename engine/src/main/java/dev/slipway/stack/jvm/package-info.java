/** What Slipway knows of Java: Quarkus, Spring Boot, plain programs. */
@NullMarked
package dev.slipway.stack.jvm;

import org.jspecify.annotations.NullMarked;
