/** What is to change on a cluster: typed changes of objects as the API has them, before anybody is asked. */
@NullMarked
package dev.slipway.assist.plan;

import org.jspecify.annotations.NullMarked;
