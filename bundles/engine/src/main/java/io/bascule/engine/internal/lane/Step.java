/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

/** How a step of a lane ended. */
enum Step {
    /** The work has ended or was put off. */
    DONE,
    /** There is a further step to take at once. */
    AGAIN
}
