#include "ui/collection/filterbar.h"

#include "models/collection/celltext.h"
#include "models/collection/filtertext.h"
#include "ui/collection/filtereditor.h"
#include "ui/shell/page.h"
#include "ui/widgets/chipbar.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace gatehouse::ui {

using collection::Condition;
using collection::Filter;
namespace size = widgets::size;

namespace {

widgets::ChipText toChip(const collection::Descriptor &descriptor, const Condition &condition)
{
    const collection::ChipText text =
        collection::chipText(descriptor, condition, collection::displayLocale());
    return {text.title, text.verb, text.value, condition.negated, condition.enabled};
}

} // namespace

FilterBar::FilterBar(collection::Descriptor descriptor, const widgets::DisplayOptions &display,
                     QWidget *parent)
    : QWidget(parent)
    , m_descriptor(std::move(descriptor))
    , m_display(display)
    , m_chips(new widgets::ChipBar(this))
    , m_menu(new QMenu(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("filterBar"));
    setAccessibleName(tr("Filters"));
    m_menu->setObjectName(QStringLiteral("filterMenu"));
    m_chips->addButton()->setObjectName(QStringLiteral("filterButton"));
    for (const collection::FilterField &field : std::as_const(m_descriptor.filters)) {
        QAction *action = m_menu->addAction(field.title);
        action->setObjectName(QStringLiteral("filter-") + field.name);
        connect(action, &QAction::triggered, this, [this, name = field.name] { add(name); });
    }
    m_layout->setContentsMargins(size::panePadding, 6, size::panePadding, 6);
    m_layout->setSpacing(size::gapControls);
    m_layout->addWidget(m_chips, 1);
    setMinimumHeight(size::filterBar);

    connect(m_chips, &widgets::ChipBar::addRequested, this, &FilterBar::openMenu);
    connect(m_chips, &widgets::ChipBar::editRequested, this, &FilterBar::edit);
    connect(m_chips, &widgets::ChipBar::removeRequested, this, [this](int position) {
        Filter filter = m_filter;
        filter.conditions.removeAt(position);
        change(filter);
    });
    connect(m_chips, &widgets::ChipBar::activeRequested, this,
            [this](int position, bool active) { toggle(position, &Condition::enabled, active); });
    connect(m_chips, &widgets::ChipBar::negatedRequested, this,
            [this](int position, bool negated) { toggle(position, &Condition::negated, negated); });
    connect(m_chips, &widgets::ChipBar::linkRequested, this,
            [this](int position) { emit linkRequested({{m_filter.conditions.at(position)}}); });
}

void FilterBar::setValues(std::shared_ptr<completion::ValueSource> values)
{
    m_values = std::move(values);
}

void FilterBar::setFilter(const Filter &filter)
{
    m_filter = filter;
    showChips();
}

void FilterBar::openMenu()
{
    const QPushButton *button = m_chips->addButton();
    m_menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
    if (!m_menu->actions().isEmpty())
        m_menu->setActiveAction(m_menu->actions().constFirst());
}

void FilterBar::addButton(QAction *action, bool isFlat)
{
    auto *button = new QPushButton(action->icon(), action->text(), this);
    button->setObjectName(QStringLiteral("button-") + action->objectName());
    widgets::setSmall(button);
    button->setFlat(isFlat);
    widgets::setKeyCap(button, QKeySequence(action->property(kShownKeys).toString()));
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [button, action] {
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(widgets::plainToolTip(action->statusTip()));
    });
    m_layout->insertWidget(1, button, 0, Qt::AlignTop); // the first stays at the end
}

void FilterBar::showChips()
{
    QList<widgets::ChipText> chips;
    for (const Condition &condition : std::as_const(m_filter.conditions))
        chips.append(toChip(m_descriptor, condition));
    m_chips->setChips(chips);
}

void FilterBar::change(const Filter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    showChips();
    emit filterChanged(m_filter);
}

FilterEditor *FilterBar::makeEditor(const Condition &condition, const Filter &others)
{
    auto *editor = new FilterEditor(m_descriptor, condition, m_display, this);
    if (m_values)
        editor->offerValues(m_values, others);
    return editor;
}

void FilterBar::add(const QString &field)
{
    FilterEditor *editor = makeEditor({field, {}, {}, false, true}, m_filter);
    connect(editor, &FilterEditor::applied, this, [this](const Condition &condition) {
        Filter filter = m_filter;
        filter.conditions.append(condition);
        change(filter);
        emit written();
    });
    editor->popupBelow(m_chips->addButton());
}

void FilterBar::edit(qsizetype position)
{
    widgets::Chip *chip = m_chips->chipAt(static_cast<int>(position));
    Filter others = m_filter;
    others.conditions.removeAt(position);
    FilterEditor *editor = makeEditor(m_filter.conditions.at(position), others);
    chip->setEditing(true);
    connect(editor, &QObject::destroyed, chip, [chip] { chip->setEditing(false); });
    connect(editor, &FilterEditor::applied, this, [this, position](const Condition &condition) {
        Filter filter = m_filter;
        filter.conditions.replace(position, condition);
        change(filter);
        emit written();
    });
    editor->popupBelow(chip);
}

void FilterBar::toggle(int position, bool Condition::*member, bool value)
{
    Filter filter = m_filter;
    Condition &condition = filter.conditions[position];
    condition.*member = value;
    if (collection::validate(m_descriptor, condition))
        change(filter);
}

} // namespace gatehouse::ui
