#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace gatehouse {

/// The Error that an answer of this status stands for: its message is the problem's detail.
Error errorOfAnswer(int status, const QByteArray &body);

/// The body as a JSON object; Invalid when it is something else.
Result<QJsonObject> parseObject(const QByteArray &body);

} // namespace gatehouse
