// Jobs claimed and finished a second, in batches, by one JobQueue: claims CONNINFO DESTINATION
// BATCH SECONDS. Nothing is delivered. Prints jobs and seconds.
#include "services/gateway/worker/jobqueue.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace gatehouse;
using namespace gatehouse::gateway;
using Steady = std::chrono::steady_clock;

namespace {

JobOutcome succeeded(const ClaimedJob &job)
{
    JobOutcome outcome;
    outcome.jobId = job.id;
    outcome.eventId = job.eventId;
    outcome.attempt = job.attempt;
    return outcome;
}

/// The number of jobs; negative when the database said no.
long work(const JobQueue &queue, postgres::Session &session, std::size_t batch)
{
    const auto jobs = queue.claim(session, batch);
    std::vector<JobOutcome> outcomes;
    if (jobs) {
        for (const ClaimedJob &job : *jobs)
            outcomes.push_back(succeeded(job));
    }
    if (!jobs || (!outcomes.empty() && !queue.finish(session, outcomes)))
        return -1;
    return static_cast<long>(outcomes.size());
}

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    postgres::SessionOptions options;
    options.conninfo = argv[1];
    options.keepsPlans = true; // as the worker's
    auto session = postgres::Session::connect(options);
    if (!session)
        return 1;
    const JobQueue queue("bench", std::chrono::seconds(20), {{argv[2]}, false});
    const auto batch = static_cast<std::size_t>(std::atoi(argv[3]));
    const double limit = std::atof(argv[4]);
    const auto start = Steady::now();
    long total = 0;
    for (long done = 1; done > 0 && secondsSince(start) < limit; total += done) {
        if ((done = work(queue, *session, batch)) < 0)
            return 1;
    }
    std::printf("%ld %.6f\n", total, secondsSince(start));
    return 0;
}
