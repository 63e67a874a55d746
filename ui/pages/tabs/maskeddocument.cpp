#include "ui/pages/tabs/maskeddocument.h"

#include "services/privacy/masker.h"

namespace gatehouse::ui {

QByteArray withRevealed(const char *name, const QByteArray &shown,
                        const FieldReveal::Fields &fields)
{
    if (fields.empty())
        return shown;
    return QByteArray::fromStdString(privacy::withFields(name, shown.toStdString(), fields));
}

QList<MaskedField> maskedFieldsOf(const char *name, const QByteArray &shown)
{
    QList<MaskedField> fields;
    const std::string text = shown.toStdString();
    const auto pointers = privacy::maskedFields(name, text);
    for (const std::string &pointer : pointers) {
        const std::string value = privacy::fieldOf(name, text, pointer).value_or("");
        fields.append({QString::fromStdString(pointer), QString::fromStdString(value)});
    }
    return fields;
}

} // namespace gatehouse::ui
