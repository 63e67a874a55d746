#pragma once

#include "services/core/clock.h"
#include "ui/collection/detailtab.h"
#include "ui/widgets/displayoptions.h"

namespace gatehouse::widgets {
class KeyValueView;
}

namespace gatehouse::ui {

class FieldReveal;
class MaskedStrip;

/// What the list knows of a row, whole: its columns, then Descriptor::detailColumns.
class SummaryTab : public DetailTab
{
    Q_OBJECT

public:
    /// `clock` and `display` outlive it.
    SummaryTab(const Clock &clock, const widgets::DisplayOptions &display,
               QWidget *parent = nullptr);

    /// Lets what is masked of an event be revealed; outlives the tab.
    void setReveal(FieldReveal *reveal);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;

private:
    void showLines();

    const Clock &m_clock;
    const widgets::DisplayOptions &m_display;
    widgets::KeyValueView *m_view;
    MaskedStrip *m_strip;
    FieldReveal *m_reveal = nullptr;
    collection::Descriptor m_descriptor;
    std::optional<collection::Row> m_row;
};

} // namespace gatehouse::ui
