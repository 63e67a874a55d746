#pragma once

#include "services/compare/differences.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace gatehouse::deadletters {

/// A dead letter's payload as the gateway shows it (GET dlq/{id}/payload).
struct LetterPayload
{
    QString text; ///< indented, with numbers as they were sent
    QStringList maskedFields; ///< JSON pointers, "/body" in front
    int edits = 0; ///< how often it was changed before
    QString lastEdit; ///< "mira: no sku"; empty: none
};
LetterPayload letterPayloadOf(const QJsonObject &answer);

/// What a person writes: the document as it shall be, or what is to change in it.
enum class EditMode { Document, Patch };

/// What stands in an editor. What is sent is always a patch: it leaves masked values, numbers and
/// all else as the gateway has them.
struct JudgedEdit
{
    QString problem; ///< a sentence; empty: it can be sent, if there is a patch
    int line = 0; ///< where the problem is, from 1; 0: it is not in one line
    QString patch; ///< RFC 6902; empty: nothing is changed
    compare::Comparison comparison; ///< of the payload and what is made of it
};
/// Pure; takes time in the size of both texts.
JudgedEdit judgedEdit(const LetterPayload &payload, const QString &text, EditMode mode);

/// The patch that stands for what was judged, one operation a line, to go on with by hand.
QString readablePatch(const QString &patch);

} // namespace gatehouse::deadletters
