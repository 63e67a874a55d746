#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"

#include <memory>

namespace gatehouse::widgets {
class PayloadView;
}

namespace gatehouse::ui {

/// The body of the row's event: as it arrived, or as the canonical event made of it.
class PayloadTab : public ReadingTab
{
    Q_OBJECT

public:
    enum class Which { Raw, Canonical };

    PayloadTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, Which which,
               QWidget *parent);

    QString title() const override;
    bool find() override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    void showPayload(const EventPayload &payload);
    void showCanonical(const EventPayload &payload);

    std::shared_ptr<DetailReader> m_reader;
    Which m_which;
    widgets::PayloadView *m_view;
};

} // namespace gatehouse::ui
