#pragma once

#include "models/collection/filter.h"
#include "models/completion/source.h"
#include "ui/widgets/displayoptions.h"

#include <QWidget>

#include <memory>

class QAction;
class QHBoxLayout;
class QMenu;

namespace gatehouse::widgets {
class ChipBar;
}

namespace gatehouse::ui {

class FilterEditor;

/// The chips of a page, and the button that adds one. Holds the filter as it is shown; a chip is
/// written in a FilterEditor.
///
/// Object names: filterBar, filterButton, filterMenu with an action "filter-<field>" for each
/// field.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// `display` outlives it.
    FilterBar(collection::Descriptor descriptor, const widgets::DisplayOptions &display,
              QWidget *parent = nullptr);

    /// Offered where a chip is written; nullptr: none are.
    void setValues(std::shared_ptr<completion::ValueSource> values);

    const collection::Filter &filter() const { return m_filter; }
    /// Emits nothing.
    void setFilter(const collection::Filter &filter);
    /// Opens the menu of fields.
    void openMenu();
    /// A button at the end of the bar for what is done with all rows; "button-<object name>".
    void addButton(QAction *action, bool isFlat = false);

signals:
    void filterChanged(const gatehouse::collection::Filter &filter);
    /// A chip is to be copied as a link: a filter of it alone.
    void linkRequested(const gatehouse::collection::Filter &filter);
    /// A filter was written in the editor, and applied.
    void written();

private:
    void showChips();
    void change(const collection::Filter &filter);
    FilterEditor *makeEditor(const collection::Condition &condition,
                             const collection::Filter &others);
    void add(const QString &field);
    void edit(qsizetype position);
    void toggle(int position, bool collection::Condition::*member, bool value);

    collection::Descriptor m_descriptor;
    const widgets::DisplayOptions &m_display;
    collection::Filter m_filter;
    std::shared_ptr<completion::ValueSource> m_values;
    widgets::ChipBar *m_chips;
    QMenu *m_menu;
    QHBoxLayout *m_layout;
};

} // namespace gatehouse::ui
