#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"

#include <memory>

namespace gatehouse::widgets {
class HeadersView;
class IdentifierLabel;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What URL the row's event was sent to, and with which headers.
class HeadersTab : public ReadingTab
{
    Q_OBJECT

public:
    HeadersTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent);

    QString title() const override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    std::shared_ptr<DetailReader> m_reader;
    widgets::IdentifierLabel *m_url;
    widgets::HeadersView *m_headers;
};

} // namespace gatehouse::ui
