#pragma once

#include <functional>
#include <memory>
#include <string>

namespace gatehouse::cluster {
class PrivateCluster;
}

namespace gatehouse::test {

/// An ephemeral Postgres for one test executable: start it in initTestCase (about a second), keep
/// it in a member. Gone with this object, and with the process, however that ends.
class TestCluster
{
public:
    /// Ends the test run with a fatal message when it cannot start: no test here makes sense
    /// without.
    /// Also by TCP on port 5432 of `listenAddress`, when it is not empty.
    static std::unique_ptr<TestCluster> start(const std::string &listenAddress = {});
    ~TestCluster();

    /// A new, empty database owned by gatehouse_owner: for tests that must not see each other's
    /// rows.
    void createDatabase(const std::string &name);
    /// A database like the one that `fill`, given its name, has filled: once for the whole cluster,
    /// since a copy is made ten times faster than the migrations run. `fill` leaves no connection
    /// to it.
    void createDatabaseLike(const std::string &pattern,
                            const std::function<void(const std::string &)> &fill,
                            const std::string &name);
    /// conninfo of gatehouse_owner (or another role: gatehouse_gateway, gatehouse_console,
    /// gatehouse_console_payload, postgres), in database `gatehouse` or one made here.
    std::string conninfo(const std::string &role = "gatehouse_owner",
                         const std::string &database = "gatehouse") const;
    cluster::PrivateCluster &cluster();

private:
    struct Private;
    explicit TestCluster(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::test
