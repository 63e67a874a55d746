#include "tests/support/testcluster.h"

#include "services/cluster/privatecluster.h"
#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/postgres/session.h"

#include <QtGlobal>

#include <cstdio>
#include <set>

namespace gatehouse::test {

namespace {

[[noreturn]] void endTheRun(const Error &error)
{
    qFatal("the test needs a Postgres: %s (%s)", qPrintable(error.message),
           qPrintable(error.detail));
}

template <typename T>
T orEnd(Result<T> result)
{
    if (!result)
        endTheRun(result.error());
    return std::move(*result);
}

} // namespace

struct TestCluster::Private
{
    SystemClock clock;
    Log log{clock, streamSink(stderr), LogLevel::Warning};
    std::unique_ptr<cluster::PrivateCluster> cluster;
    std::set<std::string> patterns; ///< databases that are only copied

    void create(const std::string &name, const std::string &pattern);
};

void TestCluster::Private::create(const std::string &name, const std::string &pattern)
{
    postgres::SessionOptions options;
    options.conninfo = cluster->superuserConninfo();
    postgres::Session session = orEnd(postgres::Session::connect(options));
    const postgres::Rows sql =
        orEnd(session.execute("SELECT format('CREATE DATABASE %I OWNER gatehouse_owner TEMPLATE %I "
                              "STRATEGY file_copy', $1::text, $2::text)",
                              {name, pattern}));
    orEnd(session.executeScript(sql.get<std::string>(0, 0)).map([] { return true; }));
}

std::unique_ptr<TestCluster> TestCluster::start(const std::string &listenAddress)
{
    auto d = std::make_unique<Private>();
    cluster::ClusterOptions options;
    options.ephemeral = true;
    options.listenAddress = listenAddress;
    d->cluster = orEnd(cluster::PrivateCluster::start(options, d->log));
    return std::unique_ptr<TestCluster>(new TestCluster(std::move(d)));
}

TestCluster::TestCluster(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

TestCluster::~TestCluster() = default;

void TestCluster::createDatabase(const std::string &name)
{
    d->create(name, "template1");
}

void TestCluster::createDatabaseLike(const std::string &pattern,
                                     const std::function<void(const std::string &)> &fill,
                                     const std::string &name)
{
    if (d->patterns.insert(pattern).second) {
        createDatabase(pattern);
        fill(pattern);
    }
    d->create(name, pattern);
}

std::string TestCluster::conninfo(const std::string &role, const std::string &database) const
{
    if (role == "postgres")
        return d->cluster->superuserConninfo(database);
    return d->cluster->conninfo(role) + " dbname=" + database; // the last one counts
}

cluster::PrivateCluster &TestCluster::cluster()
{
    return *d->cluster;
}

} // namespace gatehouse::test
