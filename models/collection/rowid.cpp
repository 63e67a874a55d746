#include "models/collection/rowid.h"

#include "models/collection/filtervalue.h"

#include <QtEndian>

#include <limits>

namespace gatehouse::collection {

namespace {

constexpr std::size_t numberPlace = 8; ///< the bytes before it are zero

} // namespace

Uuid idOfNumber(qint64 number)
{
    Uuid id;
    qToBigEndian(number, id.bytes.data() + numberPlace);
    return id;
}

qint64 numberOfId(const Uuid &id)
{
    return qFromBigEndian<qint64>(id.bytes.data() + numberPlace);
}

RowKey newestKeyAt(const Descriptor &descriptor, Timestamp time)
{
    if (descriptor.idType == IdType::Number)
        return {time, idOfNumber(std::numeric_limits<qint64>::max())};
    Uuid greatest;
    greatest.bytes.fill(0xff);
    return {time, greatest};
}

RowKey oldestKeyAt(const Descriptor &, Timestamp time)
{
    return {time, Uuid()}; // likewise the number 0
}

QString idText(const Descriptor &descriptor, const Uuid &id)
{
    return descriptor.idType == IdType::Number ? QString::number(numberOfId(id))
                                               : QString::fromStdString(id.toString());
}

std::optional<Uuid> parseId(const Descriptor &descriptor, const QString &text)
{
    if (descriptor.idType == IdType::Uuid)
        return parseUuid(text);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number >= 0 ? std::optional(idOfNumber(number)) : std::nullopt;
}

} // namespace gatehouse::collection
