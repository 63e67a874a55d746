#include "models/lookup/readings.h"

#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::lookup {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::Operator;

namespace {

constexpr qsizetype longestText = 100'000;
constexpr qsizetype longestWord = 400;
constexpr qsizetype shortestId = 3;
constexpr qsizetype shortestError = 4;

QRegularExpression uuidPattern()
{
    return QRegularExpression(
        u"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"_s);
}

QRegularExpression mailPattern()
{
    return QRegularExpression(u"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}\\.[A-Za-z]{2,24}"_s);
}

/// "evt_1SUc81Kq9LmTb4", "msg_2x...", "cs_live_b1v...": how providers write ids.
QRegularExpression prefixedPattern()
{
    return QRegularExpression(u"\\b[a-z]{2,12}(?:_(?:live|test))?_[A-Za-z0-9]{8,255}\\b"_s);
}

QStringList found(const QString &text, const QRegularExpression &pattern)
{
    QStringList values;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext() && values.size() < mostValues) {
        const QString value = matches.next().captured();
        if (!values.contains(value))
            values += value;
    }
    return values;
}

/// "order 1042", "Order #1042", "user: 17": what stands behind the word for the kind of thing.
QString withoutNoun(const QString &text)
{
    static constexpr auto nouns =
        "order|customer|user|event|request|trace|job|subject|invoice|contact|payment|key|id|tenant"_L1;
    const QRegularExpression noun(u"^(?:(?:%1)(?:\\s+id)?\\s*[:#=]?\\s*|#)"_s.arg(nouns),
                                  QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = noun.match(text);
    const QString rest = text.mid(match.capturedLength()).trimmed();
    return match.hasMatch() && !rest.isEmpty() ? rest : text;
}

bool isWord(const QString &text)
{
    return text.size() >= shortestId && text.size() <= longestWord && !text.contains(u' ');
}

/// Has something that ordinary words have not, so that it may be an id.
bool looksLikeId(const QString &word)
{
    const QRegularExpression sign(u"[0-9@_:/#-]"_s);
    return isWord(word) && word.contains(sign);
}

/// {source}:{tenant}:{provider's event id}
bool isIdempotencyKey(const QString &name)
{
    return name.count(u':') >= 2;
}

class Readings
{
public:
    void add(const char *collection, const char *field, const QStringList &values,
             Operator comparison = Operator::Is)
    {
        if (!values.isEmpty())
            m_all.append({QString::fromLatin1(collection),
                          Condition{QString::fromLatin1(field), comparison, values}});
    }
    void addIds(const QStringList &ids)
    {
        for (const char *collection : {"events", "jobs", "dead-letters", "agent-events"})
            add(collection, "id", ids);
        add("dead-letters", "event_id", ids);
        add("deliveries", "request_id", ids);
    }
    /// Of every kind that is a text.
    void addNames(const QStringList &names)
    {
        for (const char *field : {"subject_id", "provider_event_id", "trace_id", "actor_id"})
            add("events", field, names);
        add("agent-events", "trace_id", names);
    }
    /// Without an index, so asked last.
    void addSearched(const QStringList &names)
    {
        add("jobs", "request_id", names);
        QStringList keys;
        std::copy_if(names.begin(), names.end(), std::back_inserter(keys), isIdempotencyKey);
        add("events", "idempotency_key", keys);
    }
    QList<Reading> take() { return std::move(m_all); }

private:
    QList<Reading> m_all;
};

} // namespace

QList<Reading> readingsOf(const QString &given)
{
    const QString text = given.left(longestText).trimmed();
    const QString word = withoutNoun(text);
    Readings readings;
    const QStringList ids = found(text, uuidPattern());
    const QStringList mails = found(text, mailPattern());
    readings.addIds(ids);
    readings.add("events", "actor_email", mails);
    const QStringList names = looksLikeId(word) && mails.isEmpty()
        ? QStringList{word}
        : found(text, prefixedPattern()) + ids;
    readings.addNames(names);
    if (text.size() >= shortestError && text.size() <= longestWord && ids.isEmpty()
        && mails.isEmpty())
        readings.add("events", "error", {text}, Operator::Contains);
    readings.addSearched(names);
    return readings.take();
}

} // namespace gatehouse::lookup
