#pragma once

#include "models/collection/filter.h"
#include "models/completion/source.h"
#include "ui/collection/popupeditor.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace gatehouse::completion {
class ValueModel;
}

namespace gatehouse::ui {

/// A small popup below a chip or the Filter button, in which one condition is written: how it
/// compares, and with what (check boxes where the values are known, else a field).
///
/// Object names: filterEditor; filterComparison, filterValue, "choice-<value>", filterProblem,
/// filterApply; "count-<value>" beside a check box, filterBasis; see ValueSuggestions.
class FilterEditor : public PopupEditor
{
    Q_OBJECT

public:
    /// `condition.field` must be one of the descriptor's. A time that is typed without a zone is
    /// meant as `display` shows times; outlives the editor.
    FilterEditor(const collection::Descriptor &descriptor, const collection::Condition &condition,
                 const widgets::DisplayOptions &display, QWidget *parent);

    /// Offers values where the field has few different ones, with how many rows have each: below
    /// the field, or beside the check boxes. `others`: the chips beside this one. Before it is
    /// shown.
    void offerValues(std::shared_ptr<completion::ValueSource> source,
                     const collection::Filter &others);

signals:
    void applied(const gatehouse::collection::Condition &condition);

private:
    void addComparisons(QVBoxLayout *layout);
    void addValues(QVBoxLayout *layout);
    void addField(QVBoxLayout *layout);
    collection::Condition written() const;
    QCheckBox *makeChoice(const QString &choice, bool isStatus);
    void suggest(completion::ValueModel &model);
    void pick(const QString &value);
    void addCounts(completion::ValueModel &model);
    QString typed() const;
    collection::Operator comparison() const;
    QStringList writtenValues(collection::Operator comparison) const;
    void apply() override;

    collection::Descriptor m_descriptor;
    collection::Condition m_condition;
    const widgets::DisplayOptions &m_display;
    QComboBox *m_comparison = nullptr;
    QList<QCheckBox *> m_choices;
    QLineEdit *m_value = nullptr;
    QVBoxLayout *m_values; ///< what is written, above the buttons
};

} // namespace gatehouse::ui
