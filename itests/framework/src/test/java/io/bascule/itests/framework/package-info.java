/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The distribution's bundles in a real framework, one framework for each test class, with the test as one bundle more. Start at
 * {@code InstalledRuntime}, which puts the framework together; the tests themselves run inside it. JUnit 4, as Pax Exam has no
 * other.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.itests.framework;
