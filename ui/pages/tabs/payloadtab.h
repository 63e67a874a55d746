#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"

#include <memory>

namespace gatehouse::widgets {
class PayloadView;
}

namespace gatehouse::ui {

class FieldReveal;
class MaskedStrip;

/// The body of the row's event as it arrived.
class PayloadTab : public ReadingTab
{
    Q_OBJECT

public:
    PayloadTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent);

    /// Lets what is masked be revealed; outlives the tab.
    void setReveal(FieldReveal *reveal);

    QString title() const override;
    bool find() override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    void showPayload();

    std::shared_ptr<DetailReader> m_reader;
    widgets::PayloadView *m_view;
    MaskedStrip *m_strip;
    FieldReveal *m_reveal = nullptr;
    Uuid m_event;
    EventPayload m_payload; ///< as it is shown, of m_event
    bool m_isShown = false;
};

} // namespace gatehouse::ui
