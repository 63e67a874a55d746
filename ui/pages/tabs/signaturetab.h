#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"
#include "ui/pages/tabs/signaturereport.h"
#include "ui/widgets/displayoptions.h"

#include <QDateTime>

#include <memory>
#include <optional>

namespace gatehouse::ui {

/// Whether the signature of the row's event was good; if not, what was checked, which secrets were
/// tried, what would match, and what to do. Verifies again with the secrets that are stored now.
///
/// Object names: signatureAgain, signatureWorkbench; see SignatureReport.
class SignatureTab : public ReadingTab
{
    Q_OBJECT

public:
    /// `display` outlives it. `workbench` may be empty.
    SignatureTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                 const widgets::DisplayOptions &display, OpenWorkbench workbench, QWidget *parent);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    /// What the row itself says of its event.
    struct Facts
    {
        bool isValid = false;
        QString source;
        QString error; ///< "401 signature mismatch"
        QDateTime received;
    };
    SignatureVerdict judge(const EventPayload &payload) const;
    SignatureVerdict valid(const EventPayload &payload) const;
    SignatureVerdict unexplained(const EventPayload &payload) const;
    void addButtons(widgets::NoticeStrip *strip);
    void verifyAgain();
    void showAgain(const Result<QString> &answer);

    std::shared_ptr<DetailReader> m_reader;
    const widgets::DisplayOptions &m_display;
    OpenWorkbench m_workbench;
    Facts m_facts;
    Uuid m_event;
    std::optional<EventPayload> m_payload; ///< once it is read
    QFuture<Result<QString>> m_again;
    SignatureReport *m_report;
};

} // namespace gatehouse::ui
