#include "ui/collection/filtereditor.h"

#include "models/collection/celltext.h"
#include "models/collection/filtervalue.h"
#include "models/collection/statuswords.h"
#include "models/completion/valuemodel.h"
#include "ui/collection/shapes.h"
#include "ui/collection/valuesuggestions.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace gatehouse::ui {

using collection::Condition;
using collection::FilterField;
using collection::FilterType;
using collection::Operator;
namespace size = widgets::size;

namespace {

struct Comparison
{
    QString text;
    Operator comparison;
    bool negated;
};

QList<Comparison> comparisonsOf(FilterType type)
{
    const Comparison is{FilterEditor::tr("is"), Operator::Is, false};
    const Comparison isNot{FilterEditor::tr("is not"), Operator::Is, true};
    switch (type) {
    case FilterType::Text:
        return {{FilterEditor::tr("contains"), Operator::Contains, false},
                {FilterEditor::tr("does not contain"), Operator::Contains, true},
                is,
                isNot};
    case FilterType::Number:
        return {is,
                isNot,
                {FilterEditor::tr("at least"), Operator::AtLeast, false},
                {FilterEditor::tr("at most"), Operator::AtMost, false}};
    case FilterType::Time:
        return {{FilterEditor::tr("since"), Operator::AtLeast, false},
                {FilterEditor::tr("until"), Operator::AtMost, false}};
    case FilterType::Boolean:
        return {is};
    case FilterType::Choice:
    case FilterType::Uuid:
    case FilterType::Path:
    case FilterType::Header:
        return {is, isNot};
    }
    return {is};
}

QString placeholderOf(FilterType type)
{
    switch (type) {
    case FilterType::Uuid:
        return FilterEditor::tr("a whole id");
    case FilterType::Number:
        return FilterEditor::tr("a number");
    case FilterType::Time:
        return FilterEditor::tr("15min, 24h, 7d or 2026-11-17 14:00");
    case FilterType::Path:
        return QStringLiteral("data.object.id = ord_1042");
    case FilterType::Header:
        return QStringLiteral("X-GitHub-Event = issues");
    default:
        return FilterEditor::tr("text; * is any run of characters");
    }
}

QStringList choicesOf(const FilterField &field)
{
    if (field.type == FilterType::Boolean)
        return {QStringLiteral("yes"), QStringLiteral("no")};
    return field.type == FilterType::Choice ? field.choices : QStringList();
}

} // namespace

FilterEditor::FilterEditor(const collection::Descriptor &descriptor, const Condition &condition,
                           const widgets::DisplayOptions &display, QWidget *parent)
    : PopupEditor(QStringLiteral("filter"), parent)
    , m_descriptor(descriptor)
    , m_condition(condition)
    , m_display(display)
    , m_values(new QVBoxLayout)
{
    addComparisons(column());
    column()->addLayout(m_values);
    m_values->setSpacing(column()->spacing());
    addValues(m_values);
    addButtons(tr("Apply"));
}

void FilterEditor::addComparisons(QVBoxLayout *layout)
{
    const FilterField &field = *m_descriptor.filterField(m_condition.field);
    auto *title = new QLabel(field.title, this);
    title->setTextFormat(Qt::PlainText);
    title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_comparison = new QComboBox(this);
    m_comparison->setObjectName(QStringLiteral("filterComparison"));
    m_comparison->setAccessibleName(tr("Comparison"));
    const QList<Comparison> comparisons = comparisonsOf(field.type);
    for (const Comparison &comparison : comparisons) {
        m_comparison->addItem(comparison.text,
                              QVariantList{int(comparison.comparison), comparison.negated});
        const bool isPresent = comparison.comparison == m_condition.comparison
            && comparison.negated == m_condition.negated;
        if (isPresent && !m_condition.values.isEmpty())
            m_comparison->setCurrentIndex(m_comparison->count() - 1);
    }
    m_comparison->setVisible(comparisons.size() > 1);
    auto *row = new QHBoxLayout;
    row->addWidget(title);
    row->addWidget(m_comparison, 1);
    layout->addLayout(row);
}

void FilterEditor::addValues(QVBoxLayout *layout)
{
    const FilterField &field = *m_descriptor.filterField(m_condition.field);
    const QStringList choices = choicesOf(field);
    if (choices.isEmpty())
        return addField(layout);
    for (const QString &choice : choices) {
        m_choices.append(makeChoice(choice, field.name == m_descriptor.statusColumn));
        auto *row = new QHBoxLayout;
        row->addWidget(m_choices.last(), 1);
        layout->addLayout(row);
    }
    const auto checked = std::find_if(m_choices.cbegin(), m_choices.cend(),
                                      [](const QCheckBox *box) { return box->isChecked(); });
    setFocusProxy(checked == m_choices.cend() ? m_choices.first() : *checked);
}

QCheckBox *FilterEditor::makeChoice(const QString &choice, bool isStatus)
{
    auto *box = new QCheckBox(collection::statusTitle(choice), this);
    box->setObjectName(QStringLiteral("choice-") + choice);
    box->setProperty("value", choice);
    box->setChecked(m_condition.values.contains(choice));
    if (isStatus) {
        box->setIcon(shapeIcon(choice, this));
        box->setIconSize(QSize(size::iconTable, size::iconTable));
    }
    return box;
}

void FilterEditor::addField(QVBoxLayout *layout)
{
    const FilterField &field = *m_descriptor.filterField(m_condition.field);
    m_value = new QLineEdit(m_condition.values.join(QStringLiteral(", ")), this);
    m_value->setObjectName(QStringLiteral("filterValue"));
    m_value->setAccessibleName(field.title);
    m_value->setPlaceholderText(placeholderOf(field.type));
    m_value->setMaxLength(1000);
    layout->addWidget(m_value);
    setFocusProxy(m_value);
}

void FilterEditor::offerValues(std::shared_ptr<completion::ValueSource> source,
                               const collection::Filter &others)
{
    const FilterField &field = *m_descriptor.filterField(m_condition.field);
    if (!completion::isCompleted(field))
        return;
    auto *model = new completion::ValueModel(std::move(source), field.name, others, this);
    if (m_value)
        suggest(*model);
    else
        addCounts(*model);
    model->read();
}

void FilterEditor::suggest(completion::ValueModel &model)
{
    auto *suggestions = new ValueSuggestions(model, m_value, m_display.zone(), this);
    m_values->addWidget(suggestions);
    connect(suggestions, &ValueSuggestions::picked, this, &FilterEditor::pick);
    connect(m_value, &QLineEdit::textEdited, &model, [this, &model] { model.setText(typed()); });
}

/// A whole value was taken, so it is compared as one.
void FilterEditor::pick(const QString &value)
{
    if (comparison() == Operator::Contains) {
        const bool negated = m_comparison->currentData().toList().at(1).toBool();
        m_comparison->setCurrentIndex(
            m_comparison->findData(QVariantList{int(Operator::Is), negated}));
        m_value->setText(value);
        return;
    }
    QStringList values = writtenValues(Operator::Is);
    if (!typed().isEmpty())
        values.removeLast();
    m_value->setText((values << value).join(QStringLiteral(", ")));
}

/// What values are looked for by: of several the last one.
QString FilterEditor::typed() const
{
    QString text = m_value->text();
    if (comparison() == Operator::Is)
        text = text.section(u',', -1);
    return text.remove(u'*').trimmed();
}

Operator FilterEditor::comparison() const
{
    return static_cast<Operator>(m_comparison->currentData().toList().at(0).toInt());
}

void FilterEditor::addCounts(completion::ValueModel &model)
{
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        const QString value = m_choices.at(i)->property("value").toString();
        auto *count = new QLabel(this);
        count->setObjectName(QStringLiteral("count-") + value);
        count->setForegroundRole(QPalette::PlaceholderText);
        static_cast<QHBoxLayout *>(m_values->itemAt(int(i))->layout())->addWidget(count);
        connect(&model, &completion::ValueModel::answered, count, [count, value, &model] {
            const auto rows = model.rowsOf(value);
            count->setText(rows ? collection::displayLocale().toString(*rows) : QString());
        });
    }
    auto *basis = new widgets::ElidedLabel({}, this);
    basis->setObjectName(QStringLiteral("filterBasis"));
    basis->setMuted(true);
    basis->setFont(widgets::uiFont(widgets::TextSize::Small));
    basis->setText(valueBasis(model, m_display.zone()));
    m_values->addWidget(basis);
    connect(&model, &completion::ValueModel::answered, basis,
            [this, basis, &model] { basis->setText(valueBasis(model, m_display.zone())); });
}

QStringList FilterEditor::writtenValues(Operator comparison) const
{
    QStringList values;
    if (!m_value) {
        for (const QCheckBox *box : m_choices) {
            if (box->isChecked())
                values.append(box->property("value").toString());
        }
        return values;
    }
    QString text = m_value->text().trimmed();
    if (m_display.isUtc() && m_descriptor.filterField(m_condition.field)->type == FilterType::Time)
        text = collection::momentInUtc(text, comparison == Operator::AtMost);
    if (comparison != Operator::Is)
        return text.isEmpty() ? QStringList() : QStringList(text);
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts)
        values.append(part.trimmed());
    return values;
}

Condition FilterEditor::written() const
{
    const QVariantList comparison = m_comparison->currentData().toList();
    Condition condition = m_condition;
    condition.comparison = this->comparison();
    condition.negated = comparison.at(1).toBool();
    condition.values = writtenValues(condition.comparison);
    condition.enabled = true;
    return condition;
}

void FilterEditor::apply()
{
    const Condition condition = written();
    const Result<> valid = collection::validate(m_descriptor, condition);
    if (condition.values.isEmpty())
        return sayProblem(m_value ? tr("Write a value first.") : tr("Choose a value first."));
    if (!valid)
        return sayProblem(valid.error().message);
    close(); // first, or it would give the focus back to where it was
    emit applied(condition);
}

} // namespace gatehouse::ui
