/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the REST interface with hand-made fakes of the catalog and of the servlet container. */
@org.jspecify.annotations.NullMarked
package io.bascule.rest.internal;
