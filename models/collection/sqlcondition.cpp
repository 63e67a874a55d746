#include "models/collection/sqlcondition.h"

#include "models/collection/filtervalue.h"
#include "services/core/documentpath.h"

#include <algorithm>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

/// What one chip becomes: alternatives, joined by OR.
class ConditionBuilder
{
public:
    ConditionBuilder(const Descriptor &descriptor, const Condition &condition,
                     postgres::Parameters &parameters)
        : m_descriptor(descriptor)
        , m_field(*descriptor.filterField(condition.field))
        , m_condition(condition)
        , m_parameters(parameters)
        , m_column(m_field.link.view.isEmpty()
                       ? quotedIdentifier(condition.field)
                       : "linked."_L1 + quotedIdentifier(m_field.link.column))
    {
    }

    QString sql()
    {
        switch (m_condition.comparison) {
        case Operator::Is:
            addEqual();
            break;
        case Operator::Contains:
            addContains();
            break;
        case Operator::AtLeast:
            addBound(">="_L1);
            break;
        case Operator::AtMost:
            addBound("<="_L1);
            break;
        }
        const QString any = linked(u'(' + m_alternatives.join(" OR "_L1) + u')');
        // NULL makes a comparison neither true nor false; "is not acme" is meant to have these
        // rows.
        return m_condition.negated ? any + " IS NOT TRUE"_L1 : any;
    }

private:
    using TextArray = postgres::Array<std::string>;

    /// Of a row of the other view, when the field is one of that. As a semi-join, which the
    /// planner may begin at either end.
    QString linked(const QString &condition) const
    {
        const Link &link = m_field.link;
        if (link.view.isEmpty())
            return condition;
        const auto same = [this](const QString &column, const QString &listed) {
            return u"linked.%1 = %2.%3"_s.arg(
                quotedIdentifier(column), quotedView(m_descriptor.view), quotedIdentifier(listed));
        };
        QStringList conditions{same(link.idColumn, m_descriptor.idColumn), condition};
        if (link.sharesSort)
            conditions += same(m_descriptor.sortColumn, m_descriptor.sortColumn);
        return u"EXISTS (SELECT FROM %1 AS linked WHERE %2)"_s.arg(quotedView(link.view),
                                                                   conditions.join(" AND "_L1));
    }

    bool isText() const
    {
        return m_field.type == FilterType::Text || m_field.type == FilterType::Choice;
    }

    QString parameter(postgres::Value value, QLatin1StringView type)
    {
        return addParameter(m_parameters, std::move(value), type);
    }

    void addEqual()
    {
        if (m_condition.values.contains(QString()))
            m_alternatives +=
                isText() ? u"%1 IS NULL OR %1 = ''"_s.arg(m_column) : m_column + " IS NULL"_L1;
        if (isText())
            addEqualTexts();
        else if (m_field.type == FilterType::Uuid)
            addEqualIds();
        else if (m_field.type == FilterType::Number)
            addEqualNumbers();
        else if (m_field.type == FilterType::Path)
            addPaths();
        else if (m_field.type == FilterType::Header)
            addHeaders();
        else
            addEqualBooleans();
    }

    bool isWildcard(const QString &value) const
    {
        return m_field.type == FilterType::Text && value.contains(u'*');
    }

    void addEqualTexts()
    {
        TextArray exact;
        TextArray wild;
        for (const QString &value : m_condition.values) {
            if (isWildcard(value))
                wild.emplace_back(wildcardPattern(value).toStdString());
            else if (!value.isEmpty())
                exact.emplace_back(value.toStdString());
        }
        if (exact.size() == 1) // in one entry of an index the rows stand in the list's order
            m_alternatives += m_column + " = "_L1 + parameter(std::move(*exact[0]), "text"_L1);
        else if (!exact.empty())
            m_alternatives +=
                u"%1 = ANY (%2)"_s.arg(m_column, parameter(std::move(exact), "text[]"_L1));
        addLike(m_column, std::move(wild), "LIKE"_L1);
    }

    /// ASCII is looked for letter by letter ("C"), in half the time that Unicode's letters take;
    /// but not where an index would have to be in that order, too.
    void addContains()
    {
        const bool isAscii =
            std::all_of(m_condition.values.begin(), m_condition.values.end(), isAsciiText);
        const QString column = isAscii && isText() && !m_field.hasTrigrams
            ? m_column + uR"( COLLATE "C")"_s
            : m_column;
        addLike(column, patterns(containsPattern), "ILIKE"_L1);
    }

    static bool isAsciiText(const QString &text)
    {
        return std::all_of(text.begin(), text.end(),
                           [](QChar letter) { return letter.unicode() < 0x80; });
    }

    void addLike(const QString &column, TextArray patterns, QLatin1StringView word)
    {
        if (patterns.size() == 1) // an array would be taken apart for each row
            m_alternatives +=
                u"%1 %2 %3"_s.arg(column, word, parameter(std::move(*patterns[0]), "text"_L1));
        else if (!patterns.empty())
            m_alternatives +=
                u"%1 %2 ANY (%3)"_s.arg(column, word, parameter(std::move(patterns), "text[]"_L1));
    }

    TextArray patterns(QString (*pattern)(const QString &)) const
    {
        TextArray made;
        for (const QString &value : m_condition.values)
            made.emplace_back(pattern(value).toStdString());
        return made;
    }

    void addEqualIds()
    {
        postgres::Array<Uuid> ids;
        for (const QString &value : m_condition.values) {
            if (const std::optional<Uuid> id = parseUuid(value))
                ids.emplace_back(*id);
        }
        if (ids.empty())
            return;
        QString equal = u"%1 = ANY (%2)"_s.arg(m_column, parameter(ids, "uuid[]"_L1));
        if (m_descriptor.sortIsTimeOfId && m_field.name == m_descriptor.idColumn)
            equal += u" AND %1 = ANY (ARRAY[%2])"_s.arg(quotedIdentifier(m_descriptor.sortColumn),
                                                        times(ids).join(", "_L1));
        m_alternatives += equal;
    }

    /// Spelled out, because an array that is computed as a whole prunes no partitions.
    QStringList times(const postgres::Array<Uuid> &ids)
    {
        QStringList made;
        for (const auto &id : ids)
            made += timeOfId(parameter(*id, "uuid"_L1));
        return made;
    }

    QString number(const QString &value)
    {
        const std::optional<NumberValue> typed = parseNumber(value);
        if (const qint64 *whole = std::get_if<qint64>(&*typed))
            return parameter(std::int64_t(*whole), "bigint"_L1);
        return parameter(std::get<double>(*typed), "double precision"_L1);
    }

    void addEqualNumbers()
    {
        for (const QString &value : m_condition.values) {
            if (!value.isEmpty())
                m_alternatives += m_column + " = "_L1 + number(value);
        }
    }

    void addEqualBooleans()
    {
        for (const QString &value : m_condition.values) {
            if (const std::optional<bool> wanted = parseBoolean(value))
                m_alternatives += m_column + " = "_L1 + parameter(*wanted, "boolean"_L1);
        }
    }

    /// One by one, because an index on documents knows no ANY.
    void addPaths()
    {
        const auto bind = [this](const std::string &document) {
            m_parameters.push_back(document);
            return '$' + std::to_string(m_parameters.size());
        };
        for (const QString &value : m_condition.values) {
            const std::optional<PathValue> wanted = parsePathValue(value.toStdString());
            const auto steps = stepsOf(wanted->path).value_or(std::vector<std::string>());
            m_alternatives += QString::fromStdString(
                containsSql(m_column.toStdString(), steps, wanted->value, bind));
        }
    }

    void addHeaders()
    {
        for (const QString &value : m_condition.values) {
            const std::optional<PathValue> header = parsePathValue(value.toStdString());
            m_alternatives +=
                u"EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(%1) WHEN 'array' "
                "THEN %1 END) AS header WHERE lower(header->>0) = lower(%2) AND header->>1 = %3)"_s
                    .arg(m_column, parameter(header->path, "text"_L1),
                         parameter(header->value, "text"_L1));
        }
    }

    void addBound(QLatin1StringView comparison)
    {
        const QString &value = m_condition.values.first();
        const QString bound = m_field.type == FilterType::Time ? moment(value) : number(value);
        m_alternatives += u"%1 %2 %3"_s.arg(m_column, comparison, bound);
    }

    QString moment(const QString &value)
    {
        if (const auto span = parseSpan(value))
            return u"now() - %1 * interval '1 second'"_s.arg(
                parameter(std::int64_t(span->count()), "bigint"_L1));
        const bool endOfDay = m_condition.comparison == Operator::AtMost;
        return parameter(*parseMoment(value, endOfDay), "timestamptz"_L1);
    }

    const Descriptor &m_descriptor;
    const FilterField &m_field;
    const Condition &m_condition;
    postgres::Parameters &m_parameters;
    QString m_column;
    QStringList m_alternatives;
};

} // namespace

QString quotedIdentifier(const QString &name)
{
    QString doubled = name;
    doubled.replace(u'"', "\"\""_L1);
    return u'"' + doubled + u'"';
}

QString quotedView(const QString &view)
{
    QStringList parts = view.split(u'.');
    for (QString &part : parts)
        part = quotedIdentifier(part);
    return parts.join(u'.');
}

QString addParameter(postgres::Parameters &parameters, postgres::Value value,
                     QLatin1StringView type)
{
    parameters.push_back(std::move(value));
    return u"$%1::%2"_s.arg(parameters.size()).arg(type);
}

QString timeOfId(const QString &id)
{
    return u"console.uuid_time(%1)"_s.arg(id);
}

Result<QStringList> filterConditions(const Descriptor &descriptor, const Filter &filter,
                                     postgres::Parameters &parameters)
{
    if (const Result<> valid = validate(descriptor, filter); !valid)
        return failure(valid.error());
    QStringList conditions;
    for (const Condition &condition : filter.conditions) {
        if (condition.isRestricting())
            conditions += ConditionBuilder(descriptor, condition, parameters).sql();
    }
    return conditions;
}

} // namespace gatehouse::collection
