target_sources(trilane_core PRIVATE
)
