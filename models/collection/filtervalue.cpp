#include "models/collection/filtervalue.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

/// A century: what is longer was not meant, and would leave the range of timestamptz.
constexpr qint64 longestSpan = qint64(100) * 366 * 86400;

qint64 secondsOf(const QString &unit)
{
    if (unit == "s"_L1)
        return 1;
    if (unit == "min"_L1)
        return 60;
    return unit == "h"_L1 ? 3600 : 86400;
}

QString escapedForLike(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', "\\\\"_L1);
    escaped.replace(u'%', "\\%"_L1);
    escaped.replace(u'_', "\\_"_L1);
    return escaped;
}

} // namespace

std::optional<NumberValue> parseNumber(const QString &text)
{
    static const QRegularExpression plain(u"\\A-?\\d+(\\.\\d+)?\\z"_s,
                                          QRegularExpression::DontCaptureOption);
    const QString trimmed = text.trimmed();
    if (!plain.match(trimmed).hasMatch())
        return std::nullopt;
    bool ok = false;
    const qint64 whole = trimmed.toLongLong(&ok);
    if (ok)
        return whole;
    const double fraction = trimmed.toDouble(&ok);
    if (!ok || !std::isfinite(fraction))
        return std::nullopt;
    return fraction;
}

std::optional<bool> parseBoolean(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == "true"_L1 || word == "yes"_L1)
        return true;
    if (word == "false"_L1 || word == "no"_L1)
        return false;
    return std::nullopt;
}

std::optional<Uuid> parseUuid(const QString &text)
{
    return Uuid::parse(text.trimmed().toStdString());
}

std::optional<std::chrono::seconds> parseSpan(const QString &text)
{
    static const QRegularExpression form(u"\\A(\\d{1,9}) ?(s|min|h|d)\\z"_s);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 seconds = match.captured(1).toLongLong() * secondsOf(match.captured(2));
    if (seconds > longestSpan)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

std::optional<Timestamp> parseMoment(const QString &text, bool endOfDay)
{
    const QString trimmed = text.trimmed();
    const bool isDay = trimmed.size() == 10;
    QDateTime moment = isDay ? QDate::fromString(trimmed, Qt::ISODate).startOfDay()
                             : QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    if (!moment.isValid() || moment.date().year() < 1 || moment.date().year() > 9999)
        return std::nullopt;
    if (isDay && endOfDay)
        moment = moment.addDays(1);
    const Timestamp time{std::chrono::milliseconds(moment.toMSecsSinceEpoch())};
    return isDay && endOfDay ? time - std::chrono::microseconds(1) : time;
}

QString momentInUtc(const QString &text, bool endOfDay)
{
    const QString trimmed = text.trimmed();
    if (!parseMoment(trimmed, endOfDay))
        return text;
    if (trimmed.size() == 10)
        return trimmed + (endOfDay ? "T23:59:59.999Z"_L1 : "T00:00Z"_L1);
    const bool namesZone =
        QDateTime::fromString(trimmed, Qt::ISODateWithMs).timeSpec() != Qt::LocalTime;
    return namesZone ? trimmed : trimmed + u'Z';
}

QString wildcardPattern(const QString &text)
{
    return escapedForLike(text).replace(u'*', u'%');
}

QString containsPattern(const QString &text)
{
    return u'%' + escapedForLike(text) + u'%';
}

} // namespace gatehouse::collection
