#pragma once

#include <QPlainTextEdit>

namespace gatehouse::widgets {

/// Read-only, selectable plain text without a frame, as high as its text is at its width. Breaks
/// long words anywhere. For values of some kilobytes, not for payloads.
class PlainTextView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PlainTextView(const QString &text, QWidget *parent = nullptr);

    /// Control characters become visible; beyond 20,000 characters it is cut with a count.
    void setText(const QString &text);

    void setMuted(bool muted); ///< textMuted instead of text, in either scheme

    /// Higher texts scroll. Without this the view is as high as its text.
    void setMaximumLines(int lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int heightFor(int width) const;
    void align();
    void recolour();

    bool m_muted = false;
    int m_highest = 0; ///< px; 0: no limit
};

} // namespace gatehouse::widgets
