#pragma once

#include "models/collection/descriptor.h"
#include "services/core/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace gatehouse::collection {

/// What a chip compares with.
enum class Operator {
    Is, ///< any of the values (not for times); in a Text value * stands for any run of characters
    Contains, ///< any of the values, upper and lower case alike; Choice and Text only
    AtLeast, ///< Number and Time only, one value
    AtMost, ///< the same; a day without a time (2026-11-17) is meant with its last moment
};

/// One chip.
struct Condition
{
    QString field; ///< FilterField::name
    Operator comparison = Operator::Is;
    /// As typed, checked against the field's type. Empty: any, nothing is restricted. An empty text
    /// among them is "no value". Times: ISO 8601 (local without a zone), or a span like 30s, 15min,
    /// 24h, 7d: that long before now. Path and Header: see services/core/documentpath.h.
    QStringList values;
    bool negated = false; ///< rows without a value are in the answer of "is not acme"
    bool enabled = true;
    bool operator==(const Condition &) const = default;
    /// It is enabled and lets not every row through.
    bool isRestricting() const { return enabled && !values.isEmpty(); }
    /// The field has that value, or with `negated` another one or none.
    static Condition is(const QString &field, const QString &value, bool negated = false)
    {
        return {field, Operator::Is, {value}, negated};
    }
};

/// All chips of a page: joined by AND.
struct Filter
{
    QList<Condition> conditions;
    bool operator==(const Filter &) const = default;
    bool isEmpty() const { return conditions.isEmpty(); }
    /// Some condition is enabled and restricts something.
    bool isRestricting() const;
    /// No more conditions and values, and none longer, than a filter may have.
    bool isBounded() const;
};

/// An index leads to its few rows.
bool isIndexed(const Descriptor &descriptor, const Filter &filter);
/// Rows have to be looked at one after the other, and nobody knows how far off the next one is.
bool needsSearch(const Descriptor &descriptor, const Filter &filter);

/// Says why a condition cannot be used: an unknown field, a comparison that its type does not have,
/// a value that is no uuid, number or time, or none of the field's choices, too many or too long
/// values.
Result<> validate(const Descriptor &descriptor, const Condition &condition);
/// All enabled conditions; the first that cannot be used.
Result<> validate(const Descriptor &descriptor, const Filter &filter);

} // namespace gatehouse::collection
