#pragma once

#include "models/collection/source.h"

#include <QString>

#include <optional>

namespace gatehouse::collection {

// A RowKey's id is 128 bits wide. A list with numbers for ids (IdType::Number) carries them in it,
// in their order; nothing beyond these functions has to know.

/// `number` is not negative.
Uuid idOfNumber(qint64 number);
qint64 numberOfId(const Uuid &id);

/// The newest, and the oldest, key that a row of that time can have.
RowKey newestKeyAt(const Descriptor &descriptor, Timestamp time);

RowKey oldestKeyAt(const Descriptor &descriptor, Timestamp time);

/// As people and the API write it: "42", or the uuid.
QString idText(const Descriptor &descriptor, const Uuid &id);
/// Nothing for text that is no id of this list.
std::optional<Uuid> parseId(const Descriptor &descriptor, const QString &text);

} // namespace gatehouse::collection
