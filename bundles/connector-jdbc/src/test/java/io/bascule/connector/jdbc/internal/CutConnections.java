/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections fail at the n-th call of one method, before or after the database has done it. */
final class CutConnections {
    private final HikariDataSource pool;
    private final String method;
    private final int at;
    private final boolean afterwards;
    private final String state;
    private int calls;
    private boolean cut;

    CutConnections(HikariDataSource pool, String method, int at, boolean afterwards, String state) {
        this.pool = pool;
        this.method = method;
        this.at = at;
        this.afterwards = afterwards;
        this.state = state;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, called, arguments) -> {
            Object result = invoke(pool, called, arguments);
            return result instanceof Connection connection ? proxy(Connection.class, handler(connection)) : result;
        });
    }

    private InvocationHandler handler(Connection connection) {
        return (self, called, arguments) -> {
            if (cut && !called.getName().equals("close")) {
                throw new SQLException("Connection is broken", state);
            }
            if (called.getName().equals(method) && ++calls == at) {
                if (afterwards) {
                    invoke(connection, called, arguments);
                } else {
                    connection.rollback();
                }
                cut = true;
                throw new SQLException("Connection is broken", state);
            }
            return invoke(connection, called, arguments);
        };
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
