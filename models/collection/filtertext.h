#pragma once

#include "models/collection/filter.h"

#include <QJsonObject>
#include <QLocale>

namespace gatehouse::collection {

/// A chip in the pieces that it is painted of: "Tenant" "is not" "umbrella". Translated; the value
/// is foreign text made visible.
struct ChipText
{
    QString title;
    QString verb;
    QString value; ///< "stripe, shopify, github, +3"; "any" when there is no value
};

/// `shown` values are named, the others counted.
ChipText chipText(const Descriptor &descriptor, const Condition &condition, const QLocale &locale,
                  int shown = 3);

/// {"field", "operator", "values", "negated", "enabled"}
QJsonObject toJson(const Condition &condition);
/// For settings and links: {"conditions": [...]}.
QJsonObject toJson(const Filter &filter);
/// Invalid when it is not what toJson() makes, or larger than a filter may be. The fields' names
/// are checked by validate(), since they depend on the collection.
Result<Filter> filterFromJson(const QJsonObject &json);

} // namespace gatehouse::collection
