#include "services/replay/itemresult.h"

#include "services/compare/differences.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace gatehouse::replay {

namespace {

using Outcome = ItemResult::Outcome;

struct ResultTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::ItemResult)
};

constexpr std::array<std::pair<Outcome, const char *>, 7> outcomeNames{{
    {Outcome::Planned, "planned"},
    {Outcome::AsPredicted, "as_predicted"},
    {Outcome::Differs, "differs"},
    {Outcome::Refused, "refused"},
    {Outcome::NoAnswer, "no_answer"},
    {Outcome::NotSent, "not_sent"},
    {Outcome::Unknown, "unknown"},
}};

constexpr qsizetype longestExcerpt = 200;

QString excerpt(const std::string &body)
{
    return QString::fromStdString(body.substr(0, std::size_t(longestExcerpt))).simplified();
}

/// What the expected answer has and this one has not, or has otherwise; empty: nothing.
QString bodyDifference(const std::string &expected, const std::string &actual)
{
    const auto comparison =
        compare::compared(QStringLiteral("answer"), QByteArray::fromStdString(expected),
                          QByteArray::fromStdString(actual));
    for (const compare::Difference &value : comparison.values) {
        if (value.kind == compare::Difference::Kind::Changed)
            return ResultTexts::tr("%1: %2 instead of %3").arg(value.path, value.right, value.left);
        if (value.kind == compare::Difference::Kind::LeftOnly)
            return ResultTexts::tr("%1 is missing").arg(value.path);
    }
    return {};
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

/// Whether another success than the expected one is as good: a repetition may be new to a target.
bool isAsGood(const Fixture &fixture, const Prediction &prediction, int status)
{
    return !fixture.expected && prediction.kind == Prediction::Kind::Duplicate && isSuccess(status);
}

} // namespace

QString outcomeName(Outcome outcome)
{
    return QString::fromLatin1(outcomeNames.at(std::size_t(outcome)).second);
}

Outcome outcomeOfName(const QString &name)
{
    for (const auto &[outcome, known] : outcomeNames) {
        if (name == QLatin1String(known))
            return outcome;
    }
    return Outcome::Unknown;
}

ItemResult judged(const Fixture &fixture, const Prediction &prediction,
                  const DeliveryResponse &response)
{
    ItemResult result;
    result.expectedStatus = fixture.expected ? fixture.expected->status : prediction.status;
    result.status = response.status;
    result.latency = response.duration;
    result.body = response.body;
    if (response.failure != DeliveryResponse::Failure::None) {
        result.outcome = Outcome::NoAnswer;
        result.difference = QString::fromStdString(response.error);
    } else if (response.status != result.expectedStatus
               && !isAsGood(fixture, prediction, response.status)) {
        result.outcome = isSuccess(response.status) ? Outcome::Differs : Outcome::Refused;
        result.difference = ResultTexts::tr("%1 instead of %2: %3")
                                .arg(response.status)
                                .arg(result.expectedStatus)
                                .arg(excerpt(response.body));
    } else {
        const std::string expected = fixture.expected ? fixture.expected->body : std::string();
        result.difference = expected.empty() ? QString() : bodyDifference(expected, response.body);
        result.outcome = result.difference.isEmpty() ? Outcome::AsPredicted : Outcome::Differs;
    }
    return result;
}

ItemResult notSent(const Error &error)
{
    ItemResult result;
    result.outcome = Outcome::NotSent;
    result.difference = error.message;
    return result;
}

} // namespace gatehouse::replay
