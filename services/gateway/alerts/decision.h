#pragma once

#include "services/core/uuid.h"
#include "services/gateway/alerts/alertrule.h"

#include <optional>
#include <string>
#include <vector>

/// When an alert fires and when it is over, of what was found; knows no database.
namespace gatehouse::gateway {

/// What was found of one subject.
struct Reading
{
    std::string subject; ///< what it is about, in one form for ever: a group's id, a host, ...
    std::string subjectText; ///< for people
    std::optional<std::string> tenant; ///< nothing: not one's alone
    std::optional<std::string> source;
    std::string severity;
    double value = 0;
    std::optional<double> threshold;
    std::string unit; ///< %, ms, s, USD, days; empty: a count
    bool fires = false; ///< else it only keeps an alert open that is
};

/// One look at a rule or budget. What is not among the readings is over; but of what was not
/// measured nobody knows, so nothing fires and nothing is over.
struct Look
{
    bool isMeasured = false;
    std::vector<Reading> readings;
    bool isCut = false; ///< there are more: of what is not among them nobody knows either
    bool hasMoreNews = false; ///< there is more to be told, of what happened since the same time
};

struct OpenAlert
{
    Uuid id;
    std::string subject;
};

/// What fires when it has held for long enough.
struct PendingSubject
{
    std::string subject;
    Timestamp since;
    bool operator==(const PendingSubject &) const = default;
};

/// How a rule stood before the look.
struct Standing
{
    std::vector<OpenAlert> open;
    std::vector<PendingSubject> pending;
};

struct Changes
{
    std::vector<Reading> fired;
    std::vector<Uuid> resolved;
    std::vector<PendingSubject> pending; ///< all that there are from now on
};

/// Each subject fires once, and again only after it was over.
Changes decide(const Look &look, const Standing &standing, std::chrono::seconds holdFor,
               Timestamp now);

/// Where a measured value stands. Between the two thresholds everything stays as it is.
enum class Zone { Fires, Between, Fine };
Zone zoneOf(const AlertRule &rule, double value);

} // namespace gatehouse::gateway
