#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"

#include <memory>

namespace gatehouse::widgets {
class HeadersView;
class IdentifierLabel;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class FieldReveal;
class MaskedStrip;

/// What URL the row's event was sent to, and with which headers.
class HeadersTab : public ReadingTab
{
    Q_OBJECT

public:
    HeadersTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent);

    /// Lets what is masked be revealed; outlives the tab.
    void setReveal(FieldReveal *reveal);

    QString title() const override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    QString pointerOf(qsizetype header) const;
    void showHeaders();

    std::shared_ptr<DetailReader> m_reader;
    widgets::IdentifierLabel *m_url;
    widgets::HeadersView *m_headers;
    MaskedStrip *m_strip;
    FieldReveal *m_reveal = nullptr;
    Uuid m_event;
    EventPayload m_payload; ///< as it is shown, of m_event
    bool m_isShown = false;
};

} // namespace gatehouse::ui
