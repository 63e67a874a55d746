#include "ui/pages/alerts/entryform.h"

#include "ui/pages/alerts/conditionstext.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using Kind = EntryField::Kind;

namespace {

constexpr int longestEntryText = 2000;

/// "2", not "2.0000".
class ShortSpinBox final : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

QStringList textsOf(const QJsonArray &list)
{
    QStringList texts;
    for (const auto &value : list)
        texts += value.toString();
    return texts;
}

QJsonArray listOf(const QString &line)
{
    QJsonArray list;
    for (const QString &text : line.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = text.trimmed(); !trimmed.isEmpty())
            list.append(trimmed);
    }
    return list;
}

bool isOffered(const EntryChoice &choice, const QJsonObject &entry)
{
    return !choice.isOf || choice.isOf(entry);
}

/// Whether it has a choice that such an entry cannot have. One that we do not know is the gateway's
/// own matter.
bool hasWrongChoice(const EntryField &field, const QJsonObject &entry)
{
    const QString value = entry[field.member].toString();
    return std::any_of(field.choices.begin(), field.choices.end(), [&](const EntryChoice &each) {
        return each.value == value && !isOffered(each, entry);
    });
}

QString lineOf(const EntryField &field, const QJsonValue &value)
{
    if (field.kind == Kind::Texts)
        return textsOf(value.toArray()).join(u", "_s);
    if (field.kind == Kind::Conditions && !value.isString())
        return conditionsText(value.toArray());
    return value.toString(); // a secret is there only while it is being typed
}

} // namespace

EntryForm::EntryForm(const EntryKind &kind, QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(widgets::size::gapGroups);
    grid->setVerticalSpacing(widgets::size::gapControls);
    grid->setColumnStretch(1, 1);
    m_lines.reserve(std::size_t(kind.fields.size())); // their editors refer to them
    for (const EntryField &field : kind.fields) {
        Line &line = m_lines.emplace_back(Line{field, new QLabel(field.title, this), nullptr});
        line.editor = makeEditor(line);
        line.label->setTextFormat(Qt::PlainText);
        line.label->setBuddy(line.editor);
        line.editor->setObjectName(u"field-"_s + field.member);
        line.editor->setAccessibleName(field.title);
        const int row = grid->rowCount();
        grid->addWidget(line.label, row, 0);
        grid->addWidget(line.editor, row, 1);
    }
    grid->setRowStretch(grid->rowCount(), 1);
}

QWidget *EntryForm::makeEditor(const Line &line)
{
    const EntryField &field = line.field;
    const auto changed = [this, &line] {
        if (!m_isSetting)
            take(line);
    };
    if (field.kind == Kind::Choice) {
        auto *choice = new QComboBox(this);
        connect(choice, &QComboBox::currentIndexChanged, this, changed);
        return choice;
    }
    if (field.kind == Kind::Switch) {
        auto *box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, changed);
        return box;
    }
    if (field.kind == Kind::Whole || field.kind == Kind::Decimal) {
        auto *number = new ShortSpinBox(this);
        number->setDecimals(field.kind == Kind::Whole ? 0 : 4);
        number->setRange(field.isOptional ? field.least - 1 : field.least, field.most);
        if (field.isOptional)
            number->setSpecialValueText(field.hint);
        number->setSuffix(field.suffix);
        number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        connect(number, &QDoubleSpinBox::valueChanged, this, changed);
        return number;
    }
    auto *text = new QLineEdit(this);
    text->setMaxLength(longestEntryText);
    text->setPlaceholderText(field.hint);
    if (field.kind == Kind::Secret)
        text->setEchoMode(QLineEdit::Password);
    connect(text, &QLineEdit::textChanged, this, changed);
    return text;
}

void EntryForm::show(const Line &line, const QJsonValue &value) const
{
    if (line.field.kind == Kind::Choice)
        offer(line);
    else if (auto *box = qobject_cast<QCheckBox *>(line.editor))
        box->setChecked(value.toBool());
    else if (auto *number = qobject_cast<QDoubleSpinBox *>(line.editor))
        number->setValue(value.isDouble() ? value.toDouble() / line.field.factor
                                          : number->minimum());
    else if (auto *text = qobject_cast<QLineEdit *>(line.editor))
        text->setText(lineOf(line.field, value));
}

QJsonValue EntryForm::valueOf(const Line &line) const
{
    if (const auto *choice = qobject_cast<QComboBox *>(line.editor))
        return choice->currentData().toString();
    if (const auto *box = qobject_cast<QCheckBox *>(line.editor))
        return box->isChecked();
    if (const auto *number = qobject_cast<QDoubleSpinBox *>(line.editor))
        return number->value() < line.field.least ? QJsonValue(QJsonValue::Null)
                                                  : QJsonValue(number->value() * line.field.factor);
    const QString text = qobject_cast<QLineEdit *>(line.editor)->text().trimmed();
    if (line.field.kind == Kind::Conditions) {
        const auto conditions = readConditions(text);
        return conditions ? QJsonValue(*conditions) : QJsonValue(text);
    }
    if (line.field.kind == Kind::Texts)
        return listOf(text);
    return text.isEmpty() && line.field.isOptional ? QJsonValue(QJsonValue::Null)
                                                   : QJsonValue(text);
}

/// Of a Choice: those that the entry can have, with the one that it has.
void EntryForm::offer(const Line &line) const
{
    auto *choice = qobject_cast<QComboBox *>(line.editor);
    const QSignalBlocker quiet(choice);
    choice->clear();
    for (const EntryChoice &each : line.field.choices) {
        if (isOffered(each, m_entry))
            choice->addItem(each.title, each.value);
    }
    const int chosen = choice->findData(m_entry[line.field.member].toString());
    choice->setCurrentIndex(std::max(0, chosen));
}

/// Whether the entry has to have the member, and has nothing there that it can have.
bool EntryForm::mustBeSaid(const Line &line) const
{
    const EntryField &field = line.field;
    if (!isShown(line) || field.isOptional || field.kind == Kind::Secret)
        return false;
    const QJsonValue known = m_entry.value(field.member); // [] would add it
    const bool isMissing = known.isNull() || known.isUndefined();
    return isMissing || hasWrongChoice(field, m_entry);
}

/// Of the one field that was edited. An entry of another kind now has other members and choices;
/// what can stay of the former ones does.
void EntryForm::take(const Line &line)
{
    const QJsonValue value = valueOf(line);
    if (line.field.kind == Kind::Secret && value.toString().isEmpty())
        m_entry.remove(line.field.member);
    else
        m_entry.insert(line.field.member, value);
    for (const Line &other : m_lines) {
        if (&other != &line && other.field.kind == Kind::Choice)
            offer(other);
        if (mustBeSaid(other))
            m_entry.insert(other.field.member, valueOf(other));
    }
    updateShown();
    emit edited();
}

bool EntryForm::isShown(const Line &line) const
{
    return !line.field.isOf || line.field.isOf(m_entry);
}

void EntryForm::setEntry(const QJsonObject &entry)
{
    m_isSetting = true;
    m_entry = entry;
    for (const Line &line : m_lines)
        show(line, entry[line.field.member]);
    m_isSetting = false;
    updateShown();
}

QJsonObject EntryForm::wishOf(const EntryKind &kind, const QJsonObject &entry)
{
    QJsonObject wish;
    if (entry.contains(u"id"_s))
        wish.insert(u"id"_s, entry[u"id"]);
    for (const EntryField &field : kind.fields) {
        if (entry.contains(field.member) && (!field.isOf || field.isOf(entry)))
            wish.insert(field.member, entry[field.member]);
    }
    return wish;
}

QString EntryForm::problemOf(const EntryKind &kind, const QJsonObject &entry)
{
    for (const EntryField &field : kind.fields) {
        if (field.kind == Kind::Conditions && entry[field.member].isString()
            && (!field.isOf || field.isOf(entry)))
            return tr("“%1” is to read like this: source = stripe; tenant != acme")
                .arg(field.title);
    }
    return {};
}

void EntryForm::updateShown()
{
    for (const Line &line : m_lines) {
        line.label->setVisible(isShown(line));
        line.editor->setVisible(isShown(line));
    }
}

} // namespace gatehouse::ui
