#include "models/deadletters/payloadedit.h"

#include "services/patch/jsonpatch.h"
#include "services/signing/jsonwriter.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace gatehouse::deadletters {

namespace {

struct EditTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::deadletters::PayloadEdit)
};

constexpr QChar maskDot = u'•';
constexpr qsizetype largestPayload = 512 * 1024;

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

QString indented(const QString &json)
{
    const std::string text = json.toStdString();
    const auto root = signing::parseJson(text);
    const auto written = root
        ? signing::writeJson(*root, {signing::JsonLayout::Indented2, false, {}})
        : std::nullopt;
    return written ? textOf(*written) : json;
}

JudgedEdit problemAt(const QString &problem, int line = 0)
{
    JudgedEdit judged;
    judged.problem = problem;
    judged.line = line;
    return judged;
}

/// Qt's parser says where; the other one, which the gateway goes by, is stricter in places.
std::optional<JudgedEdit> syntaxProblem(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    QJsonParseError error;
    QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError && error.error != QJsonParseError::IllegalNumber) {
        const int line = int(bytes.left(error.offset).count('\n')) + 1;
        return problemAt(
            EditTexts::tr("Line %1 is no JSON: %2.").arg(line).arg(error.errorString()), line);
    }
    if (!signing::parseJson(std::string_view(bytes.constData(), std::size_t(bytes.size()))))
        return problemAt(EditTexts::tr("This is no JSON, or nested too deeply."));
    return std::nullopt;
}

bool isInList(const std::string &pointer)
{
    const std::string last = pointer.substr(pointer.rfind('/') + 1);
    return !last.empty()
        && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Masked values are not known here, so they can be kept, replaced or taken away, but not written.
QString maskProblem(const std::vector<patch::Change> &changes)
{
    for (const patch::Change &change : changes) {
        if (textOf(change.after).contains(maskDot))
            return EditTexts::tr(
                       "What stands at %1 holds a masked value (•). Write the true one, or "
                       "say with a JSON patch what is to change.")
                .arg(textOf(change.pointer));
        const bool isTakenOut = change.kind == patch::Change::Kind::Removed;
        if (isTakenOut && isInList(change.pointer) && textOf(change.before).contains(maskDot))
            return EditTexts::tr("What was taken out at %1 holds masked values, so it may be "
                                 "mistaken for its neighbour. Take it out with a JSON patch.")
                .arg(textOf(change.pointer));
    }
    return {};
}

compare::Comparison comparisonOf(const QString &before, const QString &after)
{
    return compare::compared({}, before.toUtf8(), after.toUtf8());
}

JudgedEdit judgedDocument(const LetterPayload &payload, const QString &text)
{
    if (text.toUtf8().size() > largestPayload)
        return problemAt(EditTexts::tr("A payload has at most 512 KiB."));
    const auto changes = patch::changesBetween(payload.text.toStdString(), text.toStdString());
    if (!changes)
        return problemAt(EditTexts::tr("This is no JSON, or nested too deeply."));
    JudgedEdit judged;
    judged.problem = payload.maskedFields.isEmpty() ? QString() : maskProblem(*changes);
    judged.comparison = comparisonOf(payload.text, text);
    if (!changes->empty())
        judged.patch = textOf(patch::patchOf(*changes));
    return judged;
}

JudgedEdit judgedPatch(const LetterPayload &payload, const QString &text)
{
    const auto made = patch::patched(payload.text.toStdString(), text.toStdString());
    if (!made)
        return problemAt(made.error().message);
    JudgedEdit judged;
    judged.comparison = comparisonOf(payload.text, textOf(*made));
    const auto changes = patch::changesBetween(payload.text.toStdString(), *made);
    if (changes && !changes->empty())
        judged.patch = text;
    return judged;
}

QString editText(const QJsonObject &edit)
{
    return edit.value(u"actor").toString() + QStringLiteral(": ")
        + edit.value(u"reason").toString();
}

} // namespace

LetterPayload letterPayloadOf(const QJsonObject &answer)
{
    LetterPayload payload;
    payload.text = indented(answer.value(u"payload").toString());
    for (const auto &field : answer.value(u"masked_fields").toArray())
        payload.maskedFields += field.toString();
    payload.edits = answer.value(u"payload_edits").toInt();
    const QJsonArray edits = answer.value(u"edits").toArray();
    if (!edits.isEmpty())
        payload.lastEdit = editText(edits.first().toObject());
    return payload;
}

JudgedEdit judgedEdit(const LetterPayload &payload, const QString &text, EditMode mode)
{
    if (auto problem = syntaxProblem(text))
        return std::move(*problem);
    return mode == EditMode::Document ? judgedDocument(payload, text) : judgedPatch(payload, text);
}

QString readablePatch(const QString &patch)
{
    const std::string text = patch.toStdString();
    const auto root = signing::parseJson(text);
    if (!root || root->items.empty())
        return QStringLiteral("[\n]");
    QStringList lines;
    for (const signing::JsonNode &operation : root->items)
        lines += QStringLiteral("  ")
            + textOf(signing::writeJson(operation, {signing::JsonLayout::Spaced, false, {}})
                         .value_or(std::string()));
    return QStringLiteral("[\n") + lines.join(QStringLiteral(",\n")) + QStringLiteral("\n]");
}

} // namespace gatehouse::deadletters
