#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/explanation.h"
#include "ui/pages/tabs/readingtab.h"
#include "ui/widgets/displayoptions.h"
#include "ui/widgets/noticestrip.h"

#include <QDateTime>

#include <memory>

class QLabel;
class QStandardItemModel;

namespace gatehouse::widgets {
class CodeBlock;
class KeyValueView;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// Whether the signature of the row's event was good; if not, what was checked, which secrets were
/// tried, what would match, and what to do. Copy takes all of it as text.
///
/// Object names: signatureVerdict, signatureCopy, signatureNote, signatureChecks, signatureSecrets,
/// signatureSearch, signatureText.
class SignatureTab : public ReadingTab
{
    Q_OBJECT

public:
    /// `display` outlives it.
    SignatureTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                 const widgets::DisplayOptions &display, QWidget *parent);

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
    struct Verdict
    {
        widgets::NoticeKind kind = widgets::NoticeKind::Error;
        QString title;
        QString text; ///< why, and what to do
        QString note = {}; ///< why there is no evidence
        std::optional<Explanation> evidence = {};
    };

    QWidget *makePage();
    QWidget *makeEvidence();
    QWidget *makeSecrets();
    Verdict judge(const EventPayload &payload) const;
    Verdict valid(const EventPayload &payload) const;
    Verdict unexplained(const EventPayload &payload) const;
    void showVerdict(const Verdict &verdict);
    void showEvidence(const Explanation &evidence);
    void showSecrets(const QList<Explanation::TriedSecret> &secrets);

    std::shared_ptr<DetailReader> m_reader;
    const widgets::DisplayOptions &m_display;
    Facts m_facts;
    QString m_text; ///< all that is shown, as it is copied
    widgets::NoticeStrip *m_verdict = nullptr;
    QLabel *m_note = nullptr;
    QWidget *m_evidence = nullptr;
    widgets::KeyValueView *m_checks = nullptr;
    QStandardItemModel *m_model;
    widgets::TableView *m_secrets = nullptr;
    QLabel *m_search = nullptr;
    widgets::CodeBlock *m_signedText = nullptr;
    QLabel *m_noSignedText = nullptr;
};

} // namespace gatehouse::ui
