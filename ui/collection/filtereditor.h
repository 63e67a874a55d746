#pragma once

#include "models/collection/filter.h"
#include "ui/collection/popupeditor.h"
#include "ui/widgets/displayoptions.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace gatehouse::ui {

/// A small popup below a chip or the Filter button, in which one condition is written: how it
/// compares, and with what (check boxes where the values are known, else a field).
///
/// Object names: filterEditor; filterComparison, filterValue, "choice-<value>", filterProblem,
/// filterApply.
class FilterEditor : public PopupEditor
{
    Q_OBJECT

public:
    /// `condition.field` must be one of the descriptor's. A time that is typed without a zone is
    /// meant as `display` shows times; outlives the editor.
    FilterEditor(const collection::Descriptor &descriptor, const collection::Condition &condition,
                 const widgets::DisplayOptions &display, QWidget *parent);

signals:
    void applied(const gatehouse::collection::Condition &condition);

private:
    void addComparisons(QVBoxLayout *layout);
    void addValues(QVBoxLayout *layout);
    void addField(QVBoxLayout *layout);
    collection::Condition written() const;
    QCheckBox *makeChoice(const QString &choice, bool isStatus);
    QStringList writtenValues(collection::Operator comparison) const;
    void apply() override;

    collection::Descriptor m_descriptor;
    collection::Condition m_condition;
    const widgets::DisplayOptions &m_display;
    QComboBox *m_comparison = nullptr;
    QList<QCheckBox *> m_choices;
    QLineEdit *m_value = nullptr;
};

} // namespace gatehouse::ui
